// The lint: strict TypeScript, and who may import whom (the rooms of ui/src).
import js from "@eslint/js";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";
import svelteConfig from "./svelte.config.js";

const TAURI = { group: ["@tauri-apps/*"], message: "Only core/tauri.ts talks to Tauri." };
const PROSEMIRROR = {
  group: ["prosemirror-*", "@handlewithcare/*"],
  message: "ProseMirror lives in editor/.",
};
const SVELTE = { group: ["svelte", "svelte/*", "*.svelte"], message: "The editor knows no Svelte." };
/** Imports that reach into one of our own folders. */
const room = (name, message) => ({ group: [`**/${name}/**`, `**/${name}`], message });

const rooms = {
  core: [PROSEMIRROR, SVELTE, room("stores"), room("views"), room("parts"), room("editor")],
  stores: [TAURI, PROSEMIRROR, room("views"), room("parts")],
  editor: [TAURI, SVELTE, room("core"), room("stores"), room("views"), room("parts")],
  parts: [TAURI, PROSEMIRROR, room("core"), room("stores"), room("views"), room("editor")],
  views: [TAURI, PROSEMIRROR, room("core/client"), room("core/tauri"), room("core/http")],
};
const said = (name, patterns) =>
  patterns.map((p) => ({ ...p, message: p.message ?? `${name}/ may not import ${p.group[0]}.` }));

export default ts.config(
  { ignores: ["dist/", "node_modules/"] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "no-restricted-exports": ["error", { restrictDefaultExports: { direct: true, named: true } }],
      // Foreign HTML is parsed only where nothing runs: DOMParser, createHTMLDocument, <template>.
      "no-restricted-syntax": [
        "error",
        {
          selector: "AssignmentExpression > MemberExpression[property.name=/^(innerHTML|outerHTML|srcdoc)$/]",
          message: "Never set markup on a live element.",
        },
        {
          selector: "CallExpression[callee.property.name='insertAdjacentHTML']",
          message: "Never insert markup.",
        },
        {
          selector: "CallExpression[callee.object.name='document'][callee.property.name='write']",
          message: "No.",
        },
      ],
    },
  },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
    rules: {
      "svelte/no-at-html-tags": "error",
      "svelte/no-inline-styles": ["error", { allowTransitions: false }],
      // A plain Map or Set beside the state is meant to be plain.
      "svelte/prefer-svelte-reactivity": "off",
    },
  },
  ...Object.entries(rooms).map(([name, patterns]) => ({
    files: [`src/${name}/**/*.{ts,svelte}`],
    ignores: ["src/core/tauri.ts", "**/*.test.ts"],
    rules: { "no-restricted-imports": ["error", { patterns: said(name, patterns) }] },
  })),
  { files: ["*.config.{js,ts}", "**/*.config.js"], rules: { "no-restricted-exports": "off" } },
  { files: ["src/core/types.ts"], rules: { "@typescript-eslint/no-explicit-any": "off" } },
);
