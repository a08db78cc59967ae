import type { WorkerCommand, WorkerLink, WorkerReport } from '../../src-main/adapters/market-pool/protocol.ts'

/** A market worker that does only what the test says. */
export interface ScriptedLink {
  readonly link: WorkerLink
  /** What it was sent, oldest first. */
  readonly sent: WorkerCommand[]
  report(report: WorkerReport): void
  /** Answers every question that is open to opening a venue. */
  openAll(kind?: 'answered' | 'failed'): void
  fail(message: string): void
  readonly closed: boolean
  /** Its thread has ended: what `close` waits for. */
  end(): void
}

export const scriptedLink = (): ScriptedLink => {
  const sent: WorkerCommand[] = []
  const reports: ((report: WorkerReport) => void)[] = []
  const failures: ((error: Error) => void)[] = []
  let end = () => {}
  let closed = false
  const ended = new Promise<void>((resolve) => {
    end = resolve
  })
  const answered = new Set<number>()
  const report = (said: WorkerReport): void => {
    for (const listener of reports) listener(said)
  }
  return {
    sent,
    report,
    end: () => end(),
    get closed() {
      return closed
    },
    link: {
      send: (command) => sent.push(command),
      onReport: (listener) => reports.push(listener),
      onFailure: (listener) => failures.push(listener),
      close: () => {
        closed = true
        return ended
      },
    },
    openAll(kind = 'answered') {
      for (const command of sent) {
        if (command.kind !== 'open-venue' || answered.has(command.question)) continue
        answered.add(command.question)
        const { id, name, kind: venueKind, exchangeId } = command.config
        const value = { id, name, kind: venueKind, exchangeId, speed: 1, markets: [] }
        report({
          kind: 'answer',
          question: command.question,
          value: kind === 'answered' ? { kind, value } : { kind, cause: 'unreachable' },
        })
      }
    },
    fail(message) {
      for (const listener of failures) listener(new Error(message))
    },
  }
}
