/** What the window's parts ask of a browser and jsdom does not have. */
export const prepareWindow = (): void => {
  window.matchMedia = () =>
    Object.assign(new EventTarget(), { matches: false, media: '', onchange: null }) as MediaQueryList
  window.ResizeObserver = class {
    observe() {}
    unobserve() {}
    disconnect() {}
  }
  // A layout that draws nothing is as high as nothing, and a list would show none of its rows.
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, value: 600 })
  Object.defineProperty(HTMLElement.prototype, 'clientWidth', { configurable: true, value: 1000 })
}
