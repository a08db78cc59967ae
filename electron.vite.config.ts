import { resolve } from 'node:path'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

/** The development server needs inline scripts and a socket of its own; the built window keeps its policy. */
const withoutPolicyInDevelopment = {
  name: 'without-policy-in-development',
  apply: 'serve' as const,
  transformIndexHtml: (html: string) =>
    html.replace(/<meta\s+http-equiv="Content-Security-Policy"[^>]*>/, ''),
}

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      target: 'node20.18',
      // libsql stands in for better-sqlite3 on runtimes with an older Node-API; it is never bundled or packaged.
      // ccxt's own dependencies are better loaded than bundled into each exchange's module.
      externalizeDeps: { include: ['libsql', 'ws', 'undici'] },
      rolldownOptions: { input: { index: 'src-main/index.ts' }, output: { format: 'es' } },
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
