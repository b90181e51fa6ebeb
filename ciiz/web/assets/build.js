// Bundles styles and scripts into ciiz/web/static/dist with content hashes, compresses them beside themselves and
// writes manifest.json, by which the `asset` template tag finds them. Called by `npm run build`.
import { build } from "esbuild";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "..", "static", "dist");
const entries = ["app.css", "app.js", "drawing.css", "drawing.js", "editor.css", "editor.js"];

await rm(target, { recursive: true, force: true });
await mkdir(target, { recursive: true });
const result = await build({
  absWorkingDir: here,
  entryPoints: entries,
  bundle: true,
  minify: true,
  sourcemap: false,
  metafile: true,
  legalComments: "linked",
  format: "iife",
  target: ["es2022"],
  outdir: target,
  entryNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  loader: { ".woff2": "file", ".svg": "file", ".woff": "empty", ".ttf": "empty", ".eot": "empty" },
  logLevel: "warning",
});

const manifest = {};
for (const [path, output] of Object.entries(result.metafile.outputs)) {
  if (output.entryPoint) manifest[basename(output.entryPoint)] = basename(path);
}
await writeFile(join(target, "manifest.json"), JSON.stringify(manifest, null, 1));

for (const name of await readdir(target)) {
  if (!/\.(css|js|svg)$/.test(name)) continue;
  const content = await readFile(join(target, name));
  await writeFile(join(target, `${name}.gz`), gzipSync(content, { level: 9 }));
  await writeFile(join(target, `${name}.br`), brotliCompressSync(content));
}
console.log(`built ${Object.keys(manifest).length} assets`);
