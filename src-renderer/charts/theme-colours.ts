import { useEffect, useState } from 'react'

export const chartTokens = [
  'panel',
  'grid',
  'line',
  'line-strong',
  'text',
  'muted',
  'faint',
  'accent',
  'profit',
  'loss',
  'buy',
  'sell',
] as const
export type ChartColours = Readonly<Record<(typeof chartTokens)[number], string>>

/** A canvas cannot read CSS variables, so each is resolved by an element that carries it as its colour. */
const readColours = (): ChartColours => {
  const probe = document.createElement('span')
  document.body.append(probe)
  const entries = chartTokens.map((token) => {
    probe.style.color = `var(--${token})`
    return [token, getComputedStyle(probe).color] as const
  })
  probe.remove()
  return Object.fromEntries(entries) as ChartColours
}

export const useChartColours = (): ChartColours => {
  const [colours, setColours] = useState(readColours)
  useEffect(() => {
    const update = () => setColours(readColours())
    const observer = new MutationObserver(update)
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
    const system = window.matchMedia('(prefers-color-scheme: dark)')
    system.addEventListener('change', update)
    return () => {
      observer.disconnect()
      system.removeEventListener('change', update)
    }
  }, [])
  return colours
}
