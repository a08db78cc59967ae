import { stateOf } from '../../../src-main/domain/orders/order.ts'
import type { Engine } from '../../../src-main/engine/engine.ts'
import type { Store } from '../../../src-main/engine/ports/store.ts'
import type { PendingOrder } from '../../../src-main/engine/state/open-orders.ts'
import { type Life, openLife, settleIn, type Tamper } from './life.ts'
import { mortalStore } from './mortal-store.ts'
import { symbols } from './pairs.ts'
import type { PowerLoss } from './power-loss.ts'
import { everyMs } from './protection-watch.ts'
import { Choices } from './random-choices.ts'
import type { Step, UserAct } from './schedule.ts'
import { SlowDisk } from './slow-disk.ts'
import type { World } from './world.ts'

export interface LifeOptions {
  readonly store: Store
  /** The use of the store at which the process ends; null: it lives on. */
  readonly diesAtUse: number | null
  /** It will end with the computer's power; null: with that on. */
  readonly power?: PowerLoss | null
  /** Ends the process itself; without it the engine is abandoned there. */
  readonly kill?: () => void
  readonly tamper?: Tamper
}

/** The engine was abandoned: whatever it still tries fails. */
class Abandoned extends Error {
  override readonly name = 'Abandoned'
}

const killed = 'the kill switch is engaged'

/** @param botId of the bot that is meant; undefined while there is none */
const command = (engine: Engine, act: UserAct, botId: string | undefined): void => {
  const { bots, books, killSwitch, manual } = engine
  if (act === 'kill') killSwitch.engage(['paper'], 'window')
  else if (act === 'lift-kill') killSwitch.lift('paper', 'enough')
  else if (act === 'cancel-order') {
    const [id] = books.orders.keys()
    if (id !== undefined) manual.cancelOrder(id)
  } else if (botId !== undefined) {
    if (act === 'stop') bots.stop(botId, 'keep')
    if (act === 'stop-and-close') bots.stop(botId, 'close')
    if (act === 'start') bots.start(botId)
    const position = [...books.positions.values()].find((each) => each.botId === botId)
    if (act === 'close-position' && position !== undefined) manual.closePosition(position.id)
  }
}

/** One process of the app, from its start until the schedule or its life has ended. */
export class RunningLife {
  readonly life: Life
  readonly #world: World
  readonly #options: LifeOptions
  #isBuilt = false
  #isDead = false
  #isStarted = false
  #startFailure: string | null = null
  #uses = 0

  constructor(world: World, options: LifeOptions) {
    this.#world = world
    this.#options = options
    const { power = null } = options
    const store = mortalStore(options.store, {
      onUse: () => this.#onUse(),
      onFlushed: () => power?.onFlushed(),
      whenFlushed: (then) => disk.whenFlushed(then),
    })
    this.life = openLife(world, store, options.tamper)
    const choices = new Choices(world.schedule.seed, 'disk', world.lives)
    const disk = new SlowDisk({ clock: this.life.clock, choices, power })
    this.#isBuilt = true
    const { weather, protection } = world
    this.life.clock.every(everyMs, () =>
      protection.look(weather.isReachable && !weather.isPaused, (symbol) => this.#isTold(symbol)),
    )
    this.life.engine
      .start()
      .then(() => settleIn(this.life, world))
      .then(() => {
        this.#isStarted = true
      })
      .catch((error: unknown) => {
        if (!this.#isDead) this.#startFailure = String(error)
      })
  }

  get isDead(): boolean {
    return this.#isDead
  }
  get startFailure(): string | null {
    return this.#startFailure
  }

  /** Everything on the schedule that is still to come. */
  async runSchedule(): Promise<void> {
    const { schedule } = this.#world
    for (let step = schedule.steps[this.#world.nextStep]; step !== undefined; step = this.#next()) {
      await this.life.clock.advanceTo(schedule.startAt + step.at)
      if (this.#isDead) return
      this.#world.takeStep()
      await this.#take(step)
      if (this.#isDead) return
    }
  }

  /** Faults have ended: lets time and market go on until nothing is under way any more, or a limit. */
  async settle(): Promise<void> {
    const { weather } = this.#world
    const { clock } = this.life
    // A connection that is lost is noticed within a second: no restart of the exchange goes unseen.
    await clock.advanceTo(clock.trueTime() + 1_000)
    weather.clear()
    this.#setData('live')
    for (let round = 0; round < 60 && !this.#isDead && !this.#isCalm(); round += 1) await this.#goOn(30_000)
    // Long enough for what is done every few minutes.
    for (let round = 0; round < 4 && !this.#isDead; round += 1) await this.#goOn(120_000)
    if (this.#isCalm() || this.#isDead) return
    for (let round = 0; round < 20 && !this.#isDead && !this.#isCalm(); round += 1) await this.#goOn(30_000)
  }

  /**
   * Whether the user knows that a position in the pair is unprotected, or that nobody knows what an order in it has
   * bought. Nothing is expected of an app that starts, or that cannot have heard of it.
   */
  #isTold(symbol: string): boolean {
    if (!this.#isStarted || !this.#world.weather.isTelling) return true
    const { positions, unprotected, orders } = this.life.engine.books
    const isUnknown = ({ order }: PendingOrder) => order.symbol === symbol && stateOf(order) === 'unknown'
    return (
      [...unprotected.keys()].some((id) => positions.get(id)?.symbol === symbol) ||
      [...orders.values()].some(isUnknown)
    )
  }

  /** The process is gone, whether or not it ended by itself. */
  end(): void {
    this.#isDead = true
    this.life.clock.end()
    this.#world.end()
  }

  #next(): Step | undefined {
    return this.#world.schedule.steps[this.#world.nextStep]
  }

  #isCalm(): boolean {
    const { orders, asking, unconfirmed } = this.life.engine.books
    // A stop that waits at the exchange stays there for as long as its position is open.
    const isUnderWay = [...orders.values()].some(
      ({ order }) => order.purpose !== 'protection' || stateOf(order) !== 'open',
    )
    return this.#isStarted && !isUnderWay && asking.size === 0 && unconfirmed.size === 0
  }

  async #goOn(ms: number): Promise<void> {
    const { clock } = this.life
    await clock.advanceTo(clock.trueTime() + ms)
    for (const symbol of symbols) {
      if (!this.#isDead) this.#price(symbol, (Number(this.#world.books.price(symbol)) / 1e18).toFixed(2))
    }
    await clock.advanceTo(clock.trueTime() + 1_000)
  }

  #onUse(): void {
    if (this.#isDead) throw new Abandoned()
    const { diesAtUse, kill } = this.#options
    if (diesAtUse === null || !this.#isBuilt) return
    this.#uses += 1
    if (this.#uses < diesAtUse) return
    kill?.()
    this.end()
    throw new Abandoned()
  }

  async #take(step: Step): Promise<void> {
    const { weather } = this.#world
    const { clock } = this.life
    switch (step.kind) {
      case 'price':
        this.#price(step.symbol, step.price)
        break
      case 'signal':
        this.#signal(step.bot, step.wants)
        break
      case 'mishap':
        weather.await(step.mishap)
        break
      case 'trouble':
        this.#world.begins(step.trouble, step.forMs)
        break
      case 'clock-jumps':
        clock.jump(step.byMs)
        break
      case 'sleep':
        await clock.sleep(step.forMs)
        break
      case 'data':
        this.#setData(step.state)
        break
      case 'user':
        await this.#act(step.act, step.bot)
        break
    }
  }

  #price(symbol: string, price: string): void {
    const { exchange, analysis } = this.life
    exchange.tell(this.#world.setPrice(symbol, price))
    if (!this.#world.isStale) analysis.price(symbol, Number(price), this.#world.time)
  }

  #signal(bot: number, wants: 'enter' | 'leave'): void {
    const runtime = [...this.life.engine.roster.all()][bot]
    if (runtime === undefined) return
    const symbol = runtime.bot.settings.symbols[0] ?? ''
    const price = Number(this.#world.books.price(symbol)) / 1e18
    this.life.analysis.signal(runtime.bot.id, wants, price, this.#world.time)
  }

  #setData(state: 'stale' | 'live'): void {
    // Only what was told to the app can hold it back.
    this.life.analysis.setData(state, this.#world.time)
    this.#world.setStale(state === 'stale')
  }

  async #act(act: UserAct, bot: number): Promise<void> {
    const { engine } = this.life
    const { watch } = this.#world
    const id = [...engine.roster.all()][bot]?.bot.id
    if (act === 'lift-kill') watch.allow(killed)
    const done = await engine
      .command((running) => command(running, act, id))
      .then(
        () => true,
        () => false,
      )
    if (act === 'kill' && done) watch.forbid(killed)
  }
}
