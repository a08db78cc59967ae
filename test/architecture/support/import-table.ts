import type { Import, SourceFile } from './source-files.ts'

/** What the files of one place may import. `{own}` is the folder of the importing file's own part. */
export interface Layer {
  readonly place: string
  /** Folders of a part below the place, where parts must not know each other. */
  readonly parts?: boolean
  readonly files: readonly string[]
  readonly packages?: readonly string[]
  /** Node's own modules. */
  readonly node?: boolean
}

const contract = 'src-preload/contract/'
const inWindow = (...folders: string[]) => folders.map((folder) => `src-renderer/${folder}/`)
const look = ['react', '@base-ui/react', 'lucide-react', 'sonner', 'react-router', 'react-error-boundary']
/** One exchange of the library alone: loading all of it takes seconds. */
const ccxtInside = 'node_modules/ccxt/'
const ofTests = ['vitest', 'fast-check']

/** The table of the architecture; the first place that a path begins with counts. */
export const layers: readonly Layer[] = [
  { place: 'src-main/domain/', files: ['src-main/domain/'] },
  { place: 'src-main/engine/ports/', files: ['src-main/domain/', 'src-main/engine/ports/'] },
  { place: 'src-main/engine/', files: ['src-main/domain/', 'src-main/engine/'] },
  {
    place: 'src-main/adapters/log/',
    files: ['src-main/domain/', 'src-main/engine/ports/', '{own}'],
    packages: ['pino'],
    node: true,
  },
  {
    place: 'src-main/adapters/store/',
    files: ['src-main/domain/', 'src-main/engine/ports/', '{own}'],
    packages: ['better-sqlite3', 'libsql'],
    node: true,
  },
  {
    place: 'src-main/adapters/exchanges/',
    parts: true,
    files: ['src-main/domain/', 'src-main/engine/ports/', '{own}'],
    packages: ['ccxt', 'lru-cache', 'zod'],
    node: true,
  },
  {
    place: 'src-main/adapters/keychain/',
    files: ['src-main/engine/ports/', '{own}'],
    packages: ['keytar', 'zod'],
    node: true,
  },
  { place: 'src-main/adapters/threads/', files: ['src-main/engine/ports/', '{own}'], node: true },
  {
    place: 'src-main/adapters/account-pool/',
    files: ['src-main/domain/', 'src-main/engine/ports/', 'src-main/adapters/threads/', '{own}'],
    packages: ['zod'],
    node: true,
  },
  {
    place: 'src-main/adapters/market-pool/',
    files: ['src-main/domain/', 'src-main/engine/ports/', 'src-main/adapters/threads/', '{own}'],
    node: true,
  },
  {
    place: 'src-main/adapters/',
    parts: true,
    files: ['src-main/domain/', 'src-main/engine/ports/', '{own}'],
    node: true,
  },
  {
    place: 'src-main/workers/',
    files: ['src-main/domain/', 'src-main/engine/ports/', 'src-main/adapters/', 'src-main/workers/'],
    packages: ['zod'],
    node: true,
  },
  {
    place: 'src-main/shell/',
    files: [
      'src-main/domain/',
      'src-main/engine/',
      'src-main/adapters/',
      'src-main/workers/',
      'src-main/shell/',
      contract,
    ],
    packages: ['electron', 'zod'],
    node: true,
  },
  {
    place: 'src-main/index.ts',
    files: ['src-main/shell/', 'src-main/workers/'],
    packages: ['electron'],
    node: true,
  },
  { place: contract, files: [contract], packages: ['zod'] },
  { place: 'src-preload/index.ts', files: [contract], packages: ['electron'] },
  { place: 'src-renderer/bridge/', files: [contract, '{own}'] },
  { place: 'src-renderer/format/', files: [contract, '{own}'] },
  { place: 'src-renderer/i18n/', files: [contract, '{own}', ...inWindow('format')], packages: ['react'] },
  {
    place: 'src-renderer/state/',
    files: [contract, '{own}', ...inWindow('bridge', 'format', 'i18n')],
    packages: ['react', 'sonner', 'zustand'],
  },
  {
    place: 'src-renderer/ui/',
    files: [contract, '{own}', ...inWindow('bridge', 'format', 'i18n', 'state')],
    packages: [...look, '@tanstack/react-virtual'],
  },
  {
    place: 'src-renderer/charts/',
    files: [contract, '{own}', ...inWindow('format', 'i18n', 'state', 'ui')],
    packages: ['react', 'lightweight-charts', 'recharts'],
  },
  {
    place: 'src-renderer/features/',
    parts: true,
    files: [contract, '{own}', ...inWindow('bridge', 'format', 'i18n', 'state', 'ui', 'charts')],
    packages: [...look, 'react-hook-form'],
  },
  {
    place: 'src-renderer/app/',
    files: [contract, '{own}', ...inWindow('bridge', 'format', 'i18n', 'state', 'ui', 'charts', 'features')],
    packages: [...look, 'cmdk', 'react-hotkeys-hook'],
  },
  { place: 'src-renderer/main.tsx', files: inWindow('app'), packages: ['react', 'react-dom'] },
  {
    place: 'test/renderer/',
    files: ['src-renderer/', contract, '{own}'],
    packages: [
      ...ofTests,
      'react',
      'react-router',
      'sonner',
      '@testing-library/react',
      '@tailwindcss/vite',
      '@vitejs/plugin-react',
      'vite',
    ],
    node: true,
  },
  { place: 'test/scripts/', files: ['scripts/', '{own}', 'test/support/'], packages: ofTests, node: true },
  {
    place: 'test/architecture/',
    files: ['src-main/', 'src-preload/', 'test/support/', '{own}'],
    packages: [...ofTests, 'vite', 'zod', '@electron/fuses'],
    node: true,
  },
  {
    place: 'test/e2e/',
    files: ['src-preload/contract/', 'scripts/', 'test/support/', '{own}'],
    packages: [...ofTests, 'playwright-core', '@axe-core/playwright'],
    node: true,
  },
  {
    place: 'test/support/',
    files: ['src-main/', 'src-preload/', 'scripts/', ccxtInside, '{own}'],
    packages: [...ofTests, 'playwright-core', 'ws', 'ccxt'],
    node: true,
  },
  {
    place: 'test/',
    parts: true,
    files: ['src-main/', 'src-preload/', 'scripts/', 'test/support/', ccxtInside, '{own}'],
    packages: [...ofTests, 'big.js', 'ccxt', 'ws', 'zod', 'technicalindicators', 'trading-signals'],
    node: true,
  },
]

export const layerOf = (path: string): Layer | undefined =>
  layers.find((layer) => path.startsWith(layer.place))

const ownFolder = (layer: Layer, path: string): string =>
  layer.parts === true ? `${layer.place}${path.slice(layer.place.length).split('/')[0]}/` : layer.place

const packageOf = (name: string): string =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/')

const isAllowed = (layer: Layer, own: string, { isFile, target }: Import): boolean => {
  if (isFile) return layer.files.some((place) => target.startsWith(place === '{own}' ? own : place))
  return target.startsWith('node:') ? layer.node === true : (layer.packages ?? []).includes(packageOf(target))
}

/** A sentence per import that the table does not allow, with what it does allow. */
export const wrongImports = (file: SourceFile): readonly string[] => {
  const layer = layerOf(file.path)
  if (layer === undefined) return [`${file.path} is in no layer of the import table`]
  const own = ownFolder(layer, file.path)
  const allowed = [
    ...layer.files.map((place) => (place === '{own}' ? own : place)),
    ...(layer.packages ?? []),
    ...(layer.node === true ? ["Node's own modules"] : []),
  ]
  return file.imports
    .filter((imported) => !isAllowed(layer, own, imported))
    .map(
      ({ target, line }) =>
        `${file.path}:${line} imports ${target}; files in ${layer.place} may import ${allowed.join(', ') || 'nothing'}`,
    )
}
