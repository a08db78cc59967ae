/** What the window's parts ask of a browser and jsdom does not have. */
export const prepareWindow = (): void => {
  window.matchMedia = () =>
    Object.assign(new EventTarget(), { matches: false, media: '', onchange: null }) as MediaQueryList
  window.ResizeObserver = class {
    observe() {}
    unobserve() {}
    disconnect() {}
  }
}
