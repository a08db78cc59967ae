import { Worker } from 'node:worker_threads'

/** Says when it spoke, as soon as it is asked: nothing but the way between two threads. */
const source = `
const { parentPort } = require('node:worker_threads')
parentPort.on('message', () => parentPort.postMessage(performance.timeOrigin + performance.now()))
`

/** Milliseconds of one bare message from another thread to this one. */
export const startEchoWorker = () => {
  const worker = new Worker(source, { eval: true })
  const samples: number[] = []
  let asked = false
  worker.on('message', (spokeAt: number) => {
    samples.push(performance.timeOrigin + performance.now() - spokeAt)
    asked = false
  })
  return {
    samples: samples as readonly number[],
    ask(): void {
      if (asked) return
      asked = true
      worker.postMessage(null)
    },
    close: () => worker.terminate(),
  }
}
