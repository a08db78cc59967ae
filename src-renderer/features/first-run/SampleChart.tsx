import { useI18n } from '../../i18n/i18n.tsx'
import { sampleCandles, sampleEntry } from './sample-candles.ts'

const width = 440
const height = 240
const left = 8
const plot = 380
const step = plot / sampleCandles.length
const high = Math.max(...sampleCandles.map((candle) => candle[1]))
const low = Math.min(...sampleCandles.map((candle) => candle[2]))
const y = (price: number) => 14 + ((high - price) / (high - low)) * (height - 34)
const x = (index: number) => left + index * step + step / 2
const grid = [46_000, 47_000, 48_000, 49_000, 50_000, 51_000].filter((price) => price < high && price > low)

/** Drawn once from a bundled array: nothing here moves or claims to be now. */
export const SampleChart = () => {
  const { t, format } = useI18n()
  const last = sampleCandles.at(-1)?.[3] ?? 0
  const entryLow = sampleCandles[sampleEntry.index]?.[2] ?? sampleEntry.price
  return (
    <svg
      role="img"
      aria-label={t('first.sampleAlt')}
      viewBox={`0 0 ${width} ${height}`}
      className="block h-full w-full"
      fontSize="10.5"
    >
      {grid.map((price) => (
        <g key={price}>
          <path d={`M${left} ${y(price)}H${left + plot}`} stroke="var(--grid)" />
          {Math.abs(y(price) - y(last)) > 11 && (
            <text x={left + plot + 8} y={y(price) + 3.5} fill="var(--faint)">
              {format.number(price, 0)}
            </text>
          )}
        </g>
      ))}
      {sampleCandles.map(([open, top, bottom, close], index) => {
        const up = close >= open
        const colour = up ? 'var(--profit)' : 'var(--loss)'
        const body = Math.max(1, Math.abs(y(open) - y(close)))
        const from = Math.min(y(open), y(close))
        const key = `${index} ${open}`
        return (
          <g key={key} stroke={colour} fill={up ? 'none' : colour}>
            <path d={`M${x(index)} ${y(top)}V${from}M${x(index)} ${from + body}V${y(bottom)}`} />
            <rect x={x(index) - step * 0.32} y={from} width={step * 0.64} height={body} />
          </g>
        )
      })}
      <path d={`M${left} ${y(last)}H${left + plot}`} stroke="var(--profit)" strokeDasharray="1 3" />
      <rect x={left + plot + 2} y={y(last) - 8} width="48" height="16" rx="3" fill="var(--profit)" />
      <text x={left + plot + 8} y={y(last) + 3.5} fill="var(--app)" fontWeight="600">
        {format.number(last, 0)}
      </text>
      <g fill="var(--buy)" fontWeight="600" textAnchor="middle">
        <path d={`M${x(sampleEntry.index)} ${y(entryLow) + 6}l4 7h-8z`} />
        <text x={x(sampleEntry.index)} y={y(entryLow) + 25}>
          {t('side.buy')}
        </text>
      </g>
    </svg>
  )
}
