import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { createServer } from 'vite'

/** node test/renderer/support/preview/serve.ts, then open /test/renderer/support/preview/index.html?demo=1&days=5 */
const server = await createServer({
  configFile: false,
  root: new URL('../../../../', import.meta.url).pathname,
  plugins: [react(), tailwindcss()],
  server: { port: 5199, strictPort: true, host: '127.0.0.1' },
})
await server.listen()
