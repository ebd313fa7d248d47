// A real OpenID provider for the tests: the certified npm package oidc-provider, with a page of its own to sign in on.
// Reads its configuration as JSON from the first argument; prints the port it listens on.
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import Provider from 'oidc-provider';

const wanted = JSON.parse(process.argv[2]);
const users = wanted.users;
const secure = wanted.certificate
  ? { cert: readFileSync(wanted.certificate), key: readFileSync(wanted.key) }
  : null;
let provider;

const server = secure ? https.createServer(secure, handle) : http.createServer(handle);

async function handle(request, response) {
  const path = request.url.split('?')[0];
  if (path.startsWith('/interaction/')) return interaction(request, response);
  return provider.callback()(request, response);
}

// Whoever asks for a page to sign in on gets a form with one field; whoever sends it is that user.
async function interaction(request, response) {
  const details = await provider.interactionDetails(request, response);
  if (request.method === 'POST') {
    let body = '';
    for await (const part of request) body += part;
    const typed = new URLSearchParams(body);
    const login = typed.get('login');
    const result = login in users
      ? { login: { accountId: login, acr: users[login].acr, amr: users[login].amr } }
      : { error: 'access_denied', error_description: 'The user went away.' };
    return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  }
  response.setHeader('Content-Type', 'text/html');
  response.end(`<!doctype html><html lang="en"><title>School</title><h1>School account</h1>
<form method="post" action="/interaction/${details.uid}"><label>User <input name="login"></label><button>Continue</button></form>`);
}

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  const issuer = `${secure ? 'https' : 'http'}://127.0.0.1:${port}`;
  provider = new Provider(issuer, {
    clients: [{
      client_id: wanted.client_id,
      client_secret: wanted.client_secret,
      redirect_uris: wanted.redirect_uris,
      post_logout_redirect_uris: wanted.post_logout_redirect_uris,
      response_types: ['code'],
      grant_types: ['authorization_code'],
      token_endpoint_auth_method: wanted.auth_method ?? 'client_secret_basic',
      id_token_signed_response_alg: 'RS256',
      ...(wanted.told_address ? { backchannel_logout_uri: wanted.told_address, backchannel_logout_session_required: true } : {}),
    }],
    claims: {
      openid: ['sub', 'uids', 'eduperson_principal_name', 'eduperson_affiliation', 'schac_home_organization'],
      email: ['email', 'email_verified'],
      profile: ['given_name', 'family_name'],
      acr: null, amr: null, auth_time: null, sid: null, iss: null,
    },
    clientAuthMethods: [wanted.auth_method ?? 'client_secret_basic'],
    acrValues: ['loa1', 'loa2'],
    // its own guard against asking this machine itself is taken away: here both live on one machine
    fetch: (url, { dispatcher, ...options }) => globalThis.fetch(url, options),
    cookies: { keys: ['tests-only-0123456789'] },
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource(ctx, form) {
          ctx.body = `<!doctype html><html lang="en"><title>Log out</title>${form}
<button form="op.logoutForm" name="logout" value="yes">Log out here too</button></html>`;
        },
      },
    },
    findAccount: (ctx, id) => (id in users ? { accountId: id, claims: () => ({ sub: id, ...users[id].claims }) } : undefined),
    interactions: { url: (ctx, found) => `/interaction/${found.uid}` },
    async loadExistingGrant(ctx) {
      const grant = new ctx.oidc.provider.Grant({
        clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId,
      });
      grant.addOIDCScope('openid profile email');
      await grant.save();
      return grant;
    },
  });
  console.log(`PORT ${port}`);
});
