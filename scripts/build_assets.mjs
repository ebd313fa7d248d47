// Builds the style sheet, icons and fonts into src/houvast/web/static/built (called by build_assets.py).
// Third-party rules whose classes no template or code names, and tokens that nothing reads, are left out.
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync, inflateSync } from "node:zlib";
import { Features, transform } from "lightningcss";
import postcss from "postcss";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const MODULES = join(ROOT, "node_modules");
const WEB = join(ROOT, "src/houvast/web");
const BUILT = join(WEB, "static/built");

const COMPONENTS = [
  "@nl-design-system-candidate/button-css/dist/button.css",
  "@nl-design-system-candidate/data-badge-css/dist/data-badge.css",
  "@nl-design-system-candidate/link-css/dist/link.css",
  "@nl-design-system-candidate/skip-link-css/dist/skip-link.css",
  "@utrecht/alert-css/dist/index.css",
  "@utrecht/data-list-css/dist/index.css",
  "@utrecht/form-field-css/dist/index.css",
  "@utrecht/form-field-description-css/dist/index.css",
  "@utrecht/form-field-error-message-css/dist/index.css",
  "@utrecht/form-fieldset-css/dist/index.css",
  "@utrecht/form-label-css/dist/index.css",
  "@utrecht/radio-button-css/dist/index.css",
  "@utrecht/select-css/dist/index.css",
  "@utrecht/table-css/dist/index.css",
  "@utrecht/textarea-css/dist/index.css",
  "@utrecht/textbox-css/dist/index.css",
];
const TOKENS = "@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css";
const OWN = ["theme", "base", "forms", "frame", "pieces", "lists", "procedure", "design", "poster", "print"];
const FONT = "@fontsource/atkinson-hyperlegible-next";
const FACES = [["400", "normal"], ["400", "italic"], ["700", "normal"]];
const SUBSETS = ["latin", "latin-ext"];
const ICONS = JSON.parse(readFileSync(join(WEB, "icons.json"), "utf8"));
// Firefox 100, Chrome 100, Safari 15: phones of about five years old.
const TARGETS = { chrome: 100 << 16, firefox: 100 << 16, safari: 15 << 16, ios_saf: 15 << 16 };

const read = (path) => readFileSync(join(MODULES, path), "utf8");

/** Every word that could be a class name in our templates and code. */
function namedClasses() {
  const words = new Set();
  for (const entry of readdirSync(join(ROOT, "src/houvast"), { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    if (!entry.isFile() || !/\.(html|py)$/.test(entry.name) || path.includes("/static/")) continue;
    for (const word of readFileSync(path, "utf8").match(/[a-z][\w-]*/gi) ?? []) words.add(word);
  }
  return words;
}

/** Drops from a third-party sheet each selector that needs a class nobody names. */
function keepNamed(root, words) {
  root.walkRules((rule) => {
    const kept = rule.selectors.filter((selector) => {
      const needed = selector.replace(/:(not|where|is)\([^()]*\)/g, (all, kind) => (kind === "not" ? "" : all));
      return (needed.match(/\.[a-z][\w-]*/gi) ?? []).every((name) => words.has(name.slice(1)));
    });
    if (kept.length === 0) rule.remove();
    else rule.selectors = kept;
  });
  root.walkAtRules((at) => { if (at.nodes?.length === 0) at.remove(); });
  root.walkComments((comment) => { comment.remove(); });
  return root;
}

/** The tokens that the given rules read, and the tokens that those read in turn, ours excepted. */
function tokensFor(css, own) {
  const values = new Map();
  postcss.parse(read(TOKENS)).walkDecls((declaration) => values.set(declaration.prop, declaration.value));
  const set = new Set();
  postcss.parse(own).walkDecls(/^--/, (declaration) => set.add(declaration.prop));
  const wanted = new Set();
  const follow = (text) => {
    for (const [, name] of text.matchAll(/var\(\s*(--[\w-]+)/g)) {
      if (wanted.has(name) || set.has(name) || !values.has(name)) continue;
      wanted.add(name);
      follow(values.get(name));
    }
  };
  follow(css);
  follow(own);
  return `:root{${[...wanted].sort().map((name) => `${name}:${values.get(name)}`).join(";")}}`;
}

/** A rule in `own` that sets a token which nothing reads is dropped too. */
function dropUnreadTokens(css) {
  let root = postcss.parse(css);
  for (let before = -1; before !== root.toString().length; ) {
    before = root.toString().length;
    const readNames = new Set([...root.toString().matchAll(/var\(\s*(--[\w-]+)/g)].map(([, name]) => name));
    root.walkDecls(/^--/, (declaration) => {
      if (!readNames.has(declaration.prop) && !declaration.prop.startsWith("--hv-")) declaration.remove();
    });
    root.walkRules((rule) => { if (rule.nodes.length === 0) rule.remove(); });
    root = postcss.parse(root.toString());
  }
  return root.toString();
}

function fontFaces() {
  mkdirSync(join(BUILT, "fonts"), { recursive: true });
  const ranges = JSON.parse(read(`${FONT}/unicode.json`));
  const faces = [];
  for (const subset of SUBSETS) {
    for (const [weight, style] of FACES) {
      const file = `atkinson-hyperlegible-next-${subset}-${weight}-${style}.woff2`;
      copyFileSync(join(MODULES, FONT, "files", file), join(BUILT, "fonts", file));
      faces.push(`@font-face{font-family:"Atkinson Hyperlegible Next";font-style:${style};font-weight:${weight};`
        + `font-display:swap;src:url("fonts/${file}") format("woff2");unicode-range:${ranges[subset]}}`);
    }
  }
  return faces.join("\n");
}

/** The extended subset gets a family name of its own (of the same length), so that the basic one is always tried first. */
function renamed(names) {
  const swap = (bytes, from, to) => {
    for (let at = bytes.indexOf(from); at >= 0; at = bytes.indexOf(from, at)) to.copy(bytes, at);
  };
  const wide = (text) => Buffer.from(text, "utf16le").swap16();
  const copy = Buffer.from(names);
  swap(copy, wide("Next"), wide("More"));
  swap(copy, Buffer.from("Next"), Buffer.from("More"));
  return copy;
}

/** A WOFF file as the TrueType font inside it: letters are set with fonts, not with web fonts. */
function unpacked(woff, isExtended) {
  const count = woff.readUInt16BE(12);
  const entries = Array.from({ length: count }, (_, at) => {
    const [tag, offset, packed, size, sum] = [0, 4, 8, 12, 16].map((field) => woff.readUInt32BE(44 + at * 20 + field));
    const stored = woff.subarray(offset, offset + packed);
    const bytes = packed < size ? inflateSync(stored) : stored;
    return { tag, sum, size, bytes: isExtended && tag === 0x6e616d65 ? renamed(bytes) : bytes };
  });
  const power = 2 ** Math.floor(Math.log2(count));
  const head = Buffer.alloc(12 + 16 * count);
  head.writeUInt32BE(woff.readUInt32BE(4), 0);
  [count, power * 16, Math.log2(power), (count - power) * 16].forEach((value, at) => head.writeUInt16BE(value, 4 + at * 2));
  const parts = [head];
  let place = head.length;
  entries.forEach(({ tag, sum, size, bytes }, at) => {
    [tag, sum, place, size].forEach((value, field) => head.writeUInt32BE(value, 12 + at * 16 + field * 4));
    const padding = Buffer.alloc((4 - (size % 4)) % 4);
    parts.push(bytes, padding);
    place += size + padding.length;
  });
  return Buffer.concat(parts);
}

function letterFonts() {
  mkdirSync(join(BUILT, "letters"), { recursive: true });
  for (const subset of SUBSETS) {
    for (const [weight, style] of FACES) {
      const name = `atkinson-hyperlegible-next-${subset}-${weight}-${style}`;
      const font = unpacked(readFileSync(join(MODULES, FONT, "files", `${name}.woff`)), subset !== "latin");
      writeFileSync(join(BUILT, "letters", `${name}.ttf`), font);
    }
  }
}

function sprite() {
  const symbols = ICONS.map((name) => {
    const svg = read(`@tabler/icons/icons/outline/${name}.svg`);
    const paths = svg.replace(/^[\s\S]*?<svg[^>]*>/, "").replace("</svg>", "")
      .replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none" ?\/>/, "").replace(/\s*\n\s*/g, "");
    return `<symbol id="${name}" viewBox="0 0 24 24">${paths}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`;
}

/** Who made what is inside, with the text of each licence once. */
function notices() {
  const names = [...COMPONENTS, TOKENS, FONT, "@tabler/icons"].map((path) => path.split("/").slice(0, 2).join("/"));
  const byText = new Map();
  for (const name of new Set(names)) {
    const about = JSON.parse(read(`${name}/package.json`));
    const file = ["LICENSE", "LICENSE.md", "LICENSE.txt"].map((each) => join(MODULES, name, each)).find(existsSync);
    const text = file ? readFileSync(file, "utf8").trim() : `Licence: ${about.license}`;
    byText.set(text, [...(byText.get(text) ?? []), `${name} ${about.version} (${about.license})`]);
  }
  return [...byText].map(([text, packages]) => `${packages.join("\n")}\n\n${text}\n`).join("\n----------\n\n");
}

rmSync(BUILT, { recursive: true, force: true });
mkdirSync(BUILT, { recursive: true });
const words = namedClasses();
const components = COMPONENTS.map((path) => keepNamed(postcss.parse(read(path)), words).toString()).join("\n");
const style = (name) => readFileSync(join(WEB, "styles", `${name}.css`), "utf8");
const along = style("procedure_along");
const own = [
  ...OWN.slice(0, -1).map(style),
  `@media (min-width: 900px) {${along}}`,
  `@media (min-width: 1200px) {${along.replaceAll("hv-steps--along", "hv-steps--far")}}`,
  style(OWN.at(-1)),
].join("\n");
const tokens = tokensFor(components, own);
const whole = [fontFaces(), dropUnreadTokens([tokens, components, own].join("\n"))].join("\n");
const { code } = transform({
  filename: "houvast.css",
  code: Buffer.from(whole),
  minify: true,
  targets: TARGETS,
  include: Features.LightDark,
  errorRecovery: false,
});
writeFileSync(join(BUILT, "houvast.css"), code);
letterFonts();
writeFileSync(join(BUILT, "icons.svg"), sprite());
writeFileSync(join(BUILT, "LICENSES.txt"), notices());
const size = (bytes) => `${(bytes.length / 1024).toFixed(1)} kB, ${(gzipSync(bytes).length / 1024).toFixed(1)} kB gzipped`;
console.log(`houvast.css ${size(code)}; icons.svg ${size(Buffer.from(sprite()))}`);
