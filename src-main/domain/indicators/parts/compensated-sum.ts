/** A sum that does not drift: what each addition rounds away is kept and added at the end (Neumaier 1974). */
export class CompensatedSum {
  #sum = 0
  #lost = 0

  get value(): number {
    return this.#sum + this.#lost
  }

  with(x: number): number {
    const sum = this.#sum + x
    return sum + (this.#lost + lostIn(this.#sum, x, sum))
  }

  take(x: number): void {
    const sum = this.#sum + x
    this.#lost += lostIn(this.#sum, x, sum)
    this.#sum = sum
  }

  reset(): void {
    this.#sum = 0
    this.#lost = 0
  }
}

const lostIn = (a: number, b: number, sum: number): number =>
  Math.abs(a) >= Math.abs(b) ? a - sum + b : b - sum + a
