// A real SAML 2.0 provider for the tests: the npm package samlify (signing by xml-crypto), with a page to sign in on.
// Reads its configuration as JSON from the first argument; prints the port it listens on. What it makes wrong on
// purpose stands with the user (`wrong`); all else is as the standard says.
import http from 'node:http';
import { inflateRawSync } from 'node:zlib';
import samlify from 'samlify';

const wanted = JSON.parse(process.argv[2]);
const users = wanted.users;
const PERSISTENT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent';
const PASSWORD = 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport';
const SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
const SHA1 = 'http://www.w3.org/2000/09/xmldsig#rsa-sha1';
const sessions = new Map(); // cookie -> { login, index }
const waiting = new Map(); // id of a form -> { question, relay }
let origin;
let partner;

samlify.setSchemaValidator({ validate: async () => 'not judged by a schema here' });

function provider({ algorithm = SHA256, key = wanted.key, sealed = null } = {}) {
  const { data = 'http://www.w3.org/2009/xmlenc11#aes256-gcm', way = 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p' } = sealed ?? {};
  return samlify.IdentityProvider({
    entityID: `${origin}/metadata`,
    privateKey: key,
    signingCert: wanted.certificate,
    requestSignatureAlgorithm: algorithm,
    wantAuthnRequestsSigned: true,
    wantLogoutRequestSigned: true,
    isAssertionEncrypted: Boolean(sealed),
    dataEncryptionAlgorithm: data,
    keyEncryptionAlgorithm: way,
    nameIDFormat: [PERSISTENT],
    singleSignOnService: [{ Binding: samlify.Constants.namespace.binding.redirect, Location: `${origin}/sso` }],
    singleLogoutService: [{ Binding: samlify.Constants.namespace.binding.redirect, Location: `${origin}/slo` }],
    loginResponseTemplate: { context: samlify.SamlLib.defaultLoginResponseTemplate.context, attributes: [] },
  });
}

function told(request) {
  const [path, query = ''] = request.url.split('?');
  const params = new URLSearchParams(query);
  const raw = Object.fromEntries(query.split('&').map((part) => [part.split('=')[0], part]));
  const covered = ['SAMLRequest', 'RelayState', 'SigAlg'].filter((name) => name in raw).map((name) => raw[name]);
  return { path, params, http: { query: Object.fromEntries(params), octetString: covered.join('&') } };
}

async function body(request) {
  let found = '';
  for await (const part of request) found += part;
  return found;
}

function page(response, html, status = 200, headers = {}) {
  response.writeHead(status, { 'Content-Type': 'text/html', ...headers });
  response.end(`<!doctype html><html lang="en"><title>School</title>${html}</html>`);
}

const escaped = (text) => String(text).replace(/[<>&"]/g, (one) => `&#${one.charCodeAt(0)};`);

function attributes(found) {
  const one = ([name, values]) => `<saml:Attribute Name="${name}" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:uri">${values.map(
    (value) => `<saml:AttributeValue xsi:type="xs:string">${escaped(value)}</saml:AttributeValue>`).join('')}</saml:Attribute>`;
  return `<saml:AttributeStatement>${Object.entries(found).map(one).join('')}</saml:AttributeStatement>`;
}

async function answer(response, { question, relay }, login, index) {
  const user = users[login];
  const wrong = user.wrong ?? {};
  const at = (minutes) => new Date(Date.now() + minutes * 60000).toISOString();
  const idp = provider({ algorithm: wrong.sha1 ? SHA1 : SHA256, key: wrong.other_key ? wanted.other_key : wanted.key, sealed: user.sealed });
  const values = {
    ID: `_r${Math.random().toString(16).slice(2)}`,
    AssertionID: wrong.assertion ?? `_a${Math.random().toString(16).slice(2)}`,
    Destination: partner.entityMeta.getAssertionConsumerService('post'),
    SubjectRecipient: wrong.recipient ?? partner.entityMeta.getAssertionConsumerService('post'),
    Audience: wrong.audience ?? partner.entityMeta.getEntityID(),
    Issuer: `${origin}/metadata`,
    IssueInstant: at(0),
    StatusCode: 'urn:oasis:names:tc:SAML:2.0:status:Success',
    ConditionsNotBefore: at(wrong.early ?? -1),
    ConditionsNotOnOrAfter: at(wrong.until ?? 5),
    SubjectConfirmationDataNotOnOrAfter: at(wrong.until ?? 5),
    NameIDFormat: user.format ?? PERSISTENT,
    NameID: user.subject ?? login,
    InResponseTo: wrong.question ?? question,
  };
  const statements = `<saml:AuthnStatement AuthnInstant="${at(wrong.since ?? 0)}" SessionIndex="${index}"><saml:AuthnContext>`
    + `<saml:AuthnContextClassRef>${user.context ?? PASSWORD}</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>`;
  let template = samlify.SamlLib.defaultLoginResponseTemplate.context;
  if (wrong.no_audience) template = template.replace(/<saml:AudienceRestriction>.*<\/saml:AudienceRestriction>/, '');
  if (wrong.no_recipient) template = template.replace(' Recipient="{SubjectRecipient}"', '');
  const made = await idp.createLoginResponse(partner, { extract: { request: { id: question } } }, 'post', {}, {
    customTagReplacement: (text) => ({
      id: values.ID,
      context: samlify.SamlLib.replaceTagsByValue(template.replace('{AuthnStatement}{AttributeStatement}', '@@'), values)
        .replace('@@', statements + attributes(user.attributes ?? {})),
    }),
  });
  let message = made.context;
  if (wrong.unsigned) {
    const xml = Buffer.from(message, 'base64').toString().replace(/<ds:Signature.*<\/ds:Signature>/s, '');
    message = Buffer.from(xml).toString('base64');
  }
  page(response, `<h1>You are in</h1><form method="post" action="${escaped(values.Destination)}">
<input type="hidden" name="SAMLResponse" value="${message}"><input type="hidden" name="RelayState" value="${escaped(relay)}">
<button>Go on</button></form>`);
}

async function handle(request, response) {
  const { path, params, http: said } = told(request);
  const cookie = /school=([^;]+)/.exec(request.headers.cookie ?? '')?.[1];
  if (path === '/metadata') {
    const described = provider().getMetadata();
    response.writeHead(200, { 'Content-Type': 'application/samlmetadata+xml' });
    return response.end(described);
  }
  if (path === '/partner') {
    partner = samlify.ServiceProvider({ metadata: await body(request), wantLogoutRequestSigned: true });
    return page(response, partner.entityMeta.getEntityID());
  }
  if (path === '/sso') {
    const { extract } = await provider().parseLoginRequest(partner, 'redirect', said);
    const forced = /ForceAuthn="true"/.test(inflateRawSync(
      Buffer.from(params.get('SAMLRequest'), 'base64')).toString());
    const trip = { question: extract.request.id, relay: params.get('RelayState') ?? '' };
    if (cookie && sessions.has(cookie) && !forced) {
      const known = sessions.get(cookie);
      return answer(response, trip, known.login, known.index);
    }
    const form = Math.random().toString(16).slice(2);
    waiting.set(form, trip);
    return page(response, `<h1>School account</h1><form method="post" action="/login/${form}">
<label>User <input name="login"></label><button>Continue</button></form>`);
  }
  if (path.startsWith('/login/')) {
    const login = new URLSearchParams(await body(request)).get('login');
    const trip = waiting.get(path.split('/')[2]);
    if (!(login in users) || !trip) return page(response, '<h1>Nobody of that name</h1>', 403);
    const name = Math.random().toString(16).slice(2);
    const index = users[login].index ?? `_s${name}`;
    sessions.set(name, { login, index });
    response.setHeader('Set-Cookie', `school=${name}; Path=/; HttpOnly; SameSite=Lax`);
    return answer(response, trip, login, index);
  }
  if (path === '/slo') {
    if (params.has('SAMLResponse')) {
      await provider().parseLogoutResponse(partner, 'redirect', { ...said, octetString: said.octetString.replace('SAMLRequest', 'SAMLResponse') }).catch(() => null);
      return page(response, '<h1>Signed out everywhere</h1>');
    }
    const asked = await provider().parseLogoutRequest(partner, 'redirect', said);
    for (const [name, one] of sessions) if (one.index === asked.extract.sessionIndex?.sessionIndex || name === cookie) sessions.delete(name);
    const back = provider().createLogoutResponse(partner, asked, 'redirect', params.get('RelayState') ?? '');
    response.writeHead(302, { Location: back.context });
    return response.end();
  }
  if (path === '/sign-everybody-out') {
    const made = provider({ key: params.get('key') === 'other' ? wanted.other_key : wanted.key })
      .createLogoutRequest(partner, 'redirect', { logoutNameID: params.get('name'), sessionIndex: params.get('index') ?? undefined });
    return page(response, JSON.stringify(made.context));
  }
  return page(response, 'nothing here', 404);
}

const server = http.createServer((request, response) => handle(request, response).catch((error) => {
  page(response, `<h1>Refused</h1><pre>${escaped(error?.stack ?? error)}</pre>`, 400);
}));
server.listen(0, '127.0.0.1', () => {
  origin = `http://${wanted.host ?? '127.0.0.1'}:${server.address().port}`;
  console.log(`PORT ${server.address().port}`);
});
