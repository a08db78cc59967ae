import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const node = (name: string, include: string, extra: object = {}) => ({
  test: { name, include: [include], environment: 'node' as const, ...extra },
})

/** Modules keep nothing between two tests, so that each is loaded once and not for every file anew. */
const withoutIsolation = { isolate: false }

export default defineConfig({
  test: {
    projects: [
      node('architecture', 'test/architecture/**/*.test.ts', withoutIsolation),
      node('unit', 'test/unit/**/*.test.ts', withoutIsolation),
      node('scripts', 'test/scripts/**/*.test.ts'),
      node('contract', 'test/contract/**/*.test.ts', { testTimeout: 20_000 }),
      node('integration', 'test/integration/**/*.test.ts', { testTimeout: 180_000 }),
      node('e2e', 'test/e2e/**/*.test.ts', {
        testTimeout: 180_000,
        hookTimeout: 120_000,
        fileParallelism: false,
      }),
      {
        plugins: [react()],
        test: {
          name: 'renderer',
          include: ['test/renderer/**/*.test.{ts,tsx}'],
          environment: 'jsdom',
        },
      },
    ],
  },
})
