import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { within } from '../limit.ts'

const answerMs = 120_000

type Answer = { readonly value: unknown } | { readonly error: string }

/** A program in a process of its own that is asked one thing at a time. */
export interface Forked<Question, Value> {
  ask(question: Question): Promise<Value>
  close(): Promise<void>
}

const nextAnswer = async (child: ChildProcess): Promise<Answer> => {
  const listening = new AbortController()
  const { signal } = listening
  const ended = once(child, 'exit', { signal }).then(() => ({ error: 'it ended' }))
  const said = once(child, 'message', { signal }).then(([answer]) => answer as Answer)
  ended.catch(() => {})
  said.catch(() => {})
  try {
    return await Promise.race([said, ended])
  } finally {
    listening.abort()
  }
}

/** @param program path of a module that calls `answerQuestions` */
export const startForked = <Question extends object, Value>(
  program: string,
  args: readonly string[] = [],
): Forked<Question, Value> => {
  const child = fork(program, [...args], { serialization: 'advanced', execArgv: [] })
  return {
    async ask(question) {
      const answered = nextAnswer(child)
      child.send(question)
      const answer = await within(answerMs, `an answer of ${program}`, answered)
      if ('error' in answer) throw new Error(`${program}: ${answer.error}`)
      return answer.value as Value
    },
    async close() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** The program's side: each question is answered with what the handler returns, or with why it threw; ends with its parent. */
export const answerQuestions = <Question>(handle: (question: Question) => unknown): void => {
  const answer = async (question: Question): Promise<Answer> => {
    try {
      return { value: await handle(question) }
    } catch (error) {
      return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) }
    }
  }
  process.once('disconnect', () => process.exit())
  process.on('message', (question) => {
    void answer(question as Question).then((said) => process.send?.(said))
  })
}
