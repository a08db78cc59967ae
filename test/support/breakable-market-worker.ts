import { parentPort } from 'node:worker_threads'
import '../../src-main/workers/market.worker.ts'

/** What breaks it: its thread is gone, or stands still for ever. */
export type Break = 'die' | 'hang'

/** The market worker with a way to break it from a test. */
parentPort?.on('message', ({ kind }: { readonly kind: Break | string }) => {
  if (kind === 'die') process.exit(1)
  while (kind === 'hang');
})
