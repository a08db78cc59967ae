import { connect, type Socket } from 'node:net'

/** Keys by the symbols that X knows them by. */
const symbols = { control: 0xffe3, shift: 0xffe1, x: 0x78 } as const
type Key = keyof typeof symbols

const [queryExtension, getKeyboardMapping, getInputFocus, fakeInput] = [98, 101, 43, 2]
const [pressed, released] = [2, 3]
/** Presses keys of the display as a keyboard does, so that whoever has them for the whole desktop hears them. */
export class XKeyboard {
  readonly #socket: Socket
  readonly #codes = new Map<number, number>()
  #xtest = 0
  #heard = Buffer.alloc(0)
  #wake = () => {}

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.on('data', (data: Buffer) => {
      this.#heard = Buffer.concat([this.#heard, data])
      this.#wake()
    })
  }

  static async open(display = process.env.DISPLAY ?? ':0'): Promise<XKeyboard> {
    const number = /:(\d+)/.exec(display)?.[1] ?? '0'
    const socket = connect(`/tmp/.X11-unix/X${number}`)
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject))
    const keyboard = new XKeyboard(socket)
    await keyboard.#greet()
    return keyboard
  }

  /** All down in order, then all up again. Returns once the display has taken them. */
  async press(...keys: readonly Key[]): Promise<void> {
    const codes = keys.map((key) => this.#codes.get(symbols[key]) ?? 0)
    for (const code of codes) this.#fake(pressed, code)
    for (const code of codes.reverse()) this.#fake(released, code)
    await this.#ask(Buffer.from([getInputFocus, 0, 1, 0]))
  }

  close(): void {
    this.#socket.end()
  }

  /** Without a cookie: the tests' own display wants none. */
  async #greet(): Promise<void> {
    const greeting = Buffer.alloc(12)
    greeting.write('l')
    greeting.writeUInt16LE(11, 2)
    this.#socket.write(greeting)
    const head = await this.#take(8)
    const setUp = await this.#take(head.readUInt16LE(6) * 4)
    if (head[0] !== 1) throw new Error(`the display refuses us: ${setUp}`)
    const [lowest, highest] = [setUp.readUInt8(26), setUp.readUInt8(27)]
    const extension = Buffer.alloc(16)
    extension.writeUInt8(queryExtension)
    extension.writeUInt16LE(4, 2)
    extension.writeUInt16LE(5, 4)
    extension.write('XTEST', 8)
    this.#xtest = (await this.#ask(extension)).readUInt8(9)
    const mapping = Buffer.from([getKeyboardMapping, 0, 2, 0, lowest, highest - lowest + 1, 0, 0])
    const answer = await this.#ask(mapping)
    const perCode = answer.readUInt8(1)
    for (let code = lowest; code <= highest; code += 1) {
      const symbol = answer.readUInt32LE(32 + (code - lowest) * perCode * 4)
      if (!this.#codes.has(symbol)) this.#codes.set(symbol, code)
    }
  }

  #fake(kind: number, code: number): void {
    const request = Buffer.alloc(36)
    request.writeUInt8(this.#xtest, 0)
    request.writeUInt8(fakeInput, 1)
    request.writeUInt16LE(9, 2)
    request.writeUInt8(kind, 4)
    request.writeUInt8(code, 5)
    this.#socket.write(request)
  }

  /** The reply to a request, without the events that came before it. */
  async #ask(request: Buffer): Promise<Buffer> {
    this.#socket.write(request)
    for (;;) {
      const head = await this.#take(32)
      if (head[0] === 0) throw new Error(`the display answers with error ${head[1]}`)
      if (head[0] !== 1) continue
      return Buffer.concat([head, await this.#take(head.readUInt32LE(4) * 4)])
    }
  }

  async #take(length: number): Promise<Buffer> {
    while (this.#heard.length < length) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
    const taken = this.#heard.subarray(0, length)
    this.#heard = this.#heard.subarray(length)
    return taken
  }
}
