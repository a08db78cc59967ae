import type { ElectronApplication } from 'playwright-core'

export interface NativeQuestion {
  readonly message: string
  readonly detail: string
  readonly buttons: readonly string[]
  readonly defaultId: number
  readonly cancelId: number
}

interface Questions {
  asked: NativeQuestion[]
  answer: number
}

/** Puts itself in the place of the desktop's message boxes, which no test could press. */
export const answerQuestions = async (app: ElectronApplication, first: number) => {
  await app.evaluate(({ dialog }, answer) => {
    const questions: Questions = { asked: [], answer }
    Reflect.set(globalThis, 'questions', questions)
    Reflect.set(dialog, 'showMessageBox', async (_window: unknown, question: NativeQuestion) => {
      questions.asked.push(question)
      return { response: questions.answer }
    })
  }, first)
  return {
    asked: (): Promise<readonly NativeQuestion[]> =>
      app.evaluate(() => {
        const { asked } = Reflect.get(globalThis, 'questions') as Questions
        return asked.map(({ message, detail, buttons, defaultId, cancelId }) => ({
          message,
          detail,
          buttons,
          defaultId,
          cancelId,
        }))
      }),
    answer: (button: number): Promise<void> =>
      app.evaluate((_, chosen) => {
        const questions = Reflect.get(globalThis, 'questions') as Questions
        questions.answer = chosen
      }, button),
  }
}
