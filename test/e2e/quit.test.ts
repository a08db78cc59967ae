import { afterAll, beforeAll, expect, test } from 'vitest'
import { type LaunchedApp, launchApp, newDataFolder } from '../support/launch-app.ts'
import { answerQuestions } from '../support/native-questions.ts'
import { askFromPage } from '../support/page-window.ts'

const [keep, stop, quit] = [0, 1, 2]
const data = newDataFolder()
let launched: LaunchedApp
let questions: Awaited<ReturnType<typeof answerQuestions>>
beforeAll(async () => {
  launched = await launchApp(data.folder, [], { AURONEX_E2E_ASKS: '1' })
  questions = await answerQuestions(launched.app, keep)
  await launched.page.getByRole('button', { name: 'Start demo' }).waitFor()
})
afterAll(() => data.remove())

const closeWindow = () =>
  launched.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
const runningBots = async (): Promise<number> => {
  const { bodies } = await askFromPage(launched.page, 'watch', { topics: [] })
  const engine = bodies.find((body) => body.kind === 'engine')
  return engine?.kind === 'engine' ? engine.engine.runningBots : 0
}

test('closing the window while bots run asks, and "Keep running" leaves everything as it was', async () => {
  await askFromPage(launched.page, 'demo.start', {})
  await askFromPage(launched.page, 'settings.update', { closeBehaviour: 'ask' })
  await closeWindow()
  await expect.poll(async () => (await questions.asked()).length).toBe(1)
  const [question] = await questions.asked()
  expect(question).toMatchObject({
    buttons: ['Keep running', 'Stop bots safely, then quit', 'Quit anyway'],
    defaultId: keep,
    cancelId: keep,
  })
  expect(question?.detail).toContain('2 bots are running (paper).\n• BTC Cross (paper)')
  expect(await runningBots()).toBe(2)
  expect(
    await launched.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible()),
  ).toBe(true)
})

test('quitting by the menu asks too, again and again, in the language of the app', async () => {
  await askFromPage(launched.page, 'settings.update', { language: 'pt-BR' })
  for (const count of [2, 3]) {
    await launched.app.evaluate(({ app }) => app.quit())
    await expect.poll(async () => (await questions.asked()).length).toBe(count)
    // By way of the page: the app has taken the answer by the time that it replies.
    expect(await runningBots()).toBe(2)
  }
  const last = (await questions.asked()).at(-1)
  expect(last?.detail).toContain('2 bots estão em execução (simulado).')
  const menu = await launched.app.evaluate(({ Menu }) =>
    Menu.getApplicationMenu()?.items.map(({ label }) => label),
  )
  expect(menu).toContain('Arquivo')
  await askFromPage(launched.page, 'settings.update', { language: 'en', theme: 'dark' })
})

test('a page that hangs is brought back when the user wants it', async () => {
  const before = (await questions.asked()).length
  const back = launched.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    return new Promise<boolean>((resolve) => {
      window?.webContents.once('did-finish-load', () => resolve(true))
      Reflect.get(globalThis, 'questions').answer = 1
      window?.emit('unresponsive')
    })
  })
  expect(await back).toBe(true)
  expect((await questions.asked())[before]).toMatchObject({
    message: 'The window does not answer',
    buttons: ['Wait', 'Load the window again'],
  })
})

test('"Quit anyway" closes in order, and paper bots go on at the next start', async () => {
  await questions.answer(quit)
  const ended = new Promise((resolve) => launched.app.process().once('exit', resolve))
  // The answer may not come back any more: the process ends.
  await closeWindow().catch(() => {})
  expect(await ended).toBe(0)
  launched = await launchApp(data.folder)
  await expect.poll(runningBots).toBe(2)
  // Painted before the engine had started: in the theme that was chosen, not the system's.
  const color = await launched.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.getBackgroundColor(),
  )
  expect(color).toBe('#0E1319')
  await launched.close()
})

test('where the desktop has no tray, a closed window is minimised and never hidden, and that is explained once', async () => {
  launched = await launchApp(data.folder, [], { AURONEX_E2E_ASKS: '1' })
  questions = await answerQuestions(launched.app, keep)
  await expect.poll(runningBots).toBe(2)
  await askFromPage(launched.page, 'settings.update', { closeBehaviour: 'tray' })
  await launched.app.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[0]
    Reflect.set(globalThis, 'out', [])
    for (const way of ['minimize', 'hide'] as const) {
      Reflect.set(window ?? {}, way, () => Reflect.get(globalThis, 'out').push(way))
    }
  })
  const out = () => launched.app.evaluate(() => Reflect.get(globalThis, 'out') as string[])
  for (const count of [1, 2]) {
    await closeWindow()
    await expect.poll(async () => (await out()).length).toBe(count)
  }
  expect(await out()).toEqual(['minimize', 'minimize'])
  expect((await questions.asked()).map(({ message }) => message)).toEqual(['Auronex keeps running'])
  expect(await runningBots()).toBe(2)
})

test('"Stop bots safely" stops them for good before it quits', async () => {
  await questions.answer(stop)
  const ended = new Promise((resolve) => launched.app.process().once('exit', resolve))
  await launched.app.evaluate(({ app }) => app.quit()).catch(() => {})
  expect(await ended).toBe(0)
  launched = await launchApp(data.folder)
  const { bodies } = await askFromPage(launched.page, 'watch', { topics: [{ topic: 'bots' }] })
  const states = bodies
    .flatMap((body) => (body.kind === 'bots' ? body.changed : []))
    .map(({ state }) => state)
  expect(states).toEqual(['stopped', 'stopped'])
  await launched.close()
})
