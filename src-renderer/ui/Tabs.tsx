import { Tabs as Base } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'

export interface TabSpec<T extends string> {
  readonly id: T
  readonly label: string
  readonly name?: string
  readonly count?: number | undefined
  readonly content: ReactNode
}

interface TabsProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly onChange: (id: T) => void
  readonly tabs: readonly TabSpec<T>[]
}

export const Tabs = <T extends string>({ label, value, onChange, tabs }: TabsProps<T>) => (
  <Base.Root
    value={value}
    onValueChange={(next: T) => onChange(next)}
    className="flex min-h-0 flex-1 flex-col gap-3"
  >
    <Base.List aria-label={label} className="relative flex shrink-0 gap-1 border-b border-line">
      {tabs.map((tab) => (
        <Base.Tab
          key={tab.id}
          value={tab.id}
          aria-label={tab.name}
          className="inline-flex h-9 items-center gap-1.5 border-b-2 border-transparent px-3 text-body font-medium text-muted outline-offset-[-3px] hover:text-text data-active:border-accent data-active:text-text"
        >
          {tab.label}
          {tab.count !== undefined && <span className="text-small text-faint">{tab.count}</span>}
        </Base.Tab>
      ))}
    </Base.List>
    {tabs.map((tab) => (
      <Base.Panel key={tab.id} value={tab.id} className="flex min-h-0 flex-1 flex-col outline-offset-2">
        {tab.content}
      </Base.Panel>
    ))}
  </Base.Root>
)
