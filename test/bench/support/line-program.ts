import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { within } from './limit.ts'

const answerMs = 60_000

/** A program that answers each line that it is given with one of its own. */
export interface LineProgram {
  ask(line: string): Promise<string>
  close(): Promise<void>
}

export const startLineProgram = (command: string, args: readonly string[] = []): LineProgram => {
  const child = spawn(command, [...args], { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  // Told to whoever asks next.
  ended.catch(() => {})
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    async ask(line) {
      child.stdin.write(`${line}\n`)
      const answer = await within(answerMs, `an answer of ${command}`, Promise.race([lines.next(), ended]))
      if (Array.isArray(answer) || answer.done === true) throw new Error(`${command} ended`)
      return answer.value
    },
    async close() {
      child.stdin.end()
      await within(answerMs, `the end of ${command}`, ended)
    },
  }
}
