/* Passkeys: asks the server what to ask, asks the browser, and hands the answer back. Without it a password still works. */
(() => {
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const token = () => document.querySelector("input[name=csrfmiddlewaretoken]")?.value || "";
  const post = (url, body) =>
    fetch(url, {
      method: "POST",
      credentials: "same-origin",
      headers: { "X-CSRFToken": token(), "Content-Type": "application/json" },
      body: body ? JSON.stringify(body) : "",
    });
  const named = (found) => (found || []).map((one) => ({ ...one, id: bytes(one.id) }));

  async function make(options) {
    const made = await navigator.credentials.create({
      publicKey: {
        ...options,
        challenge: bytes(options.challenge),
        user: { ...options.user, id: bytes(options.user.id) },
        excludeCredentials: named(options.excludeCredentials),
      },
    });
    const response = made.response;
    return {
      id: made.id,
      rawId: text(made.rawId),
      type: made.type,
      response: { clientDataJSON: text(response.clientDataJSON), attestationObject: text(response.attestationObject) },
    };
  }

  async function use(options) {
    const used = await navigator.credentials.get({
      publicKey: { ...options, challenge: bytes(options.challenge), allowCredentials: named(options.allowCredentials) },
    });
    const response = used.response;
    return {
      id: used.id,
      rawId: text(used.rawId),
      type: used.type,
      response: {
        clientDataJSON: text(response.clientDataJSON),
        authenticatorData: text(response.authenticatorData),
        signature: text(response.signature),
        userHandle: response.userHandle ? text(response.userHandle) : null,
      },
    };
  }

  const ways = { make, use };
  for (const button of document.querySelectorAll("button[data-passkey]")) {
    if (!window.PublicKeyCredential) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      const said = document.querySelector("[data-passkey-said]");
      try {
        const options = await (await post(button.dataset.begin)).json();
        const answer = await post(button.dataset.finish, await ways[button.dataset.passkey](options));
        if (answer.redirected) return location.assign(answer.url);
        const next = await answer.json();
        if (answer.ok) return location.assign(next.next);
        if (said) said.textContent = next.error || "";
      } catch (problem) {
        if (said && problem.name !== "NotAllowedError") said.textContent = problem.message;
      }
      return undefined;
    });
  }
})();
