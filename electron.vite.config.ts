import { join, resolve } from 'node:path'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { minify } from 'vite'
import { exchangeIds } from './src-preload/contract/exchanges.ts'

/** The development server needs inline scripts and a socket of its own; the built window keeps its policy. */
const withoutPolicyInDevelopment = {
  name: 'without-policy-in-development',
  apply: 'serve' as const,
  transformIndexHtml: (html: string) =>
    html.replace(/<meta\s+http-equiv="Content-Security-Policy"[^>]*>/, ''),
}

const exchangeLibrary = resolve(import.meta.dirname, 'node_modules/ccxt/js/src/pro')
/** One module for each exchange, so that a market worker reads what it needs and no more. */
const exchangeModules = Object.fromEntries(
  exchangeIds.map((id) => [`exchanges/${id}`, join(exchangeLibrary, `${id}.js`)]),
)

/** A market worker reads more than a megabyte of the exchange library before it can begin: half of that is left. */
const minifyExchanges = {
  name: 'minify-exchanges',
  apply: 'build' as const,
  renderChunk: async (code: string, { moduleIds, fileName }: { moduleIds: string[]; fileName: string }) =>
    moduleIds.some((id) => id.includes('/node_modules/ccxt/'))
      ? (await minify(fileName, code, { module: true })).code
      : null,
}

export default defineConfig({
  main: {
    plugins: [minifyExchanges],
    build: {
      outDir: 'out/main',
      target: 'node20.18',
      // libsql stands in for better-sqlite3 on runtimes with an older Node-API; it is never bundled or packaged.
      // zod by itself is a hundred files, which cost each thread 60 ms and 13 MB: what is used of it is a small part.
      externalizeDeps: { include: ['libsql'], exclude: ['zod', 'lru-cache'] },
      rolldownOptions: {
        input: { index: 'src-main/index.ts', ...exchangeModules },
        output: { format: 'es' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      // A sandboxed preload can require nothing: it must be one self-contained CommonJS file.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: 'src-preload/index.ts' },
        output: { format: 'cjs', entryFileNames: 'index.cjs' },
      },
    },
  },
  renderer: {
    root: 'src-renderer',
    plugins: [react(), tailwindcss(), withoutPolicyInDevelopment],
    build: {
      outDir: 'out/renderer',
      target: 'chrome130',
      rolldownOptions: { input: resolve(import.meta.dirname, 'src-renderer/index.html') },
    },
  },
})
