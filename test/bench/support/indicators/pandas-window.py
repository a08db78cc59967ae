"""Recalculates the indicators of the newest 100 candles from scratch, as an app does that keeps no state.

Reads CANDLES candles (open,high,low,close,volume) from standard input, a line each, and says "ready". Then it answers each
line with the milliseconds of a recalculation, one candle further at each turn.
"""
import sys
import time

import numpy as np
import pandas as pd

CANDLES = 200
WINDOW = 100
COLUMNS = ["open", "high", "low", "close", "volume"]


def wilder(values, period):
    return values.ewm(alpha=1 / period, adjust=False, min_periods=period).mean()


def indicators(candles):
    high, low, close = candles["high"], candles["low"], candles["close"]
    out = pd.DataFrame(index=candles.index)
    out["ema9"] = close.ewm(span=9, adjust=False).mean()
    out["ema21"] = close.ewm(span=21, adjust=False).mean()

    change = close.diff()
    gain, loss = wilder(change.clip(lower=0), 14), wilder(-change.clip(upper=0), 14)
    out["rsi"] = 100 - 100 / (1 + gain / loss)
    lowest, highest = out["rsi"].rolling(14).min(), out["rsi"].rolling(14).max()
    out["stochastic"] = 100 * (out["rsi"] - lowest) / (highest - lowest)
    out["k"] = out["stochastic"].rolling(3).mean()
    out["d"] = out["k"].rolling(3).mean()

    middle, deviation = close.rolling(20).mean(), close.rolling(20).std(ddof=0)
    out["upper"], out["lower"] = middle + 2 * deviation, middle - 2 * deviation
    out["percent_b"] = (close - out["lower"]) / (out["upper"] - out["lower"])

    previous = close.shift()
    true_range = pd.concat([high - low, (high - previous).abs(), (low - previous).abs()], axis=1).max(axis=1)
    out["atr"] = wilder(true_range, 14)
    up, down = high.diff(), -low.diff()
    plus = 100 * wilder(up.where((up > down) & (up > 0), 0.0), 14) / out["atr"]
    minus = 100 * wilder(down.where((down > up) & (down > 0), 0.0), 14) / out["atr"]
    out["adx"] = wilder(100 * (plus - minus).abs() / (plus + minus), 14)

    line = close.ewm(span=12, adjust=False).mean() - close.ewm(span=26, adjust=False).mean()
    out["histogram"] = line - line.ewm(span=9, adjust=False).mean()

    conversion = (high.rolling(9).max() + low.rolling(9).min()) / 2
    base = (high.rolling(26).max() + low.rolling(26).min()) / 2
    out["span_a"] = ((conversion + base) / 2).shift(26)
    out["span_b"] = ((high.rolling(52).max() + low.rolling(52).min()) / 2).shift(26)

    reach = 3 * wilder(true_range, 10)
    middle_price = ((high + low) / 2).to_numpy()
    upper, lower = middle_price + reach.to_numpy(), middle_price - reach.to_numpy()
    closes, trend = close.to_numpy(), np.ones(len(close))
    for i in range(1, len(closes)):
        if closes[i - 1] <= upper[i - 1]:
            upper[i] = min(upper[i], upper[i - 1])
        if closes[i - 1] >= lower[i - 1]:
            lower[i] = max(lower[i], lower[i - 1])
        trend[i] = 1 if closes[i] > upper[i] else -1 if closes[i] < lower[i] else trend[i - 1]
    out["trend"] = trend

    volumes, edges = np.histogram(close, bins=24, weights=candles["volume"])
    return out.iloc[-1], edges[volumes.argmax()]


def main():
    rows = [[float(value) for value in sys.stdin.readline().split(",")] for _ in range(CANDLES)]
    candles = pd.DataFrame(rows, columns=COLUMNS)
    print("ready", flush=True)
    for turn, _ in enumerate(sys.stdin):
        first = turn % (CANDLES - WINDOW)
        window = candles.iloc[first : first + WINDOW]
        started = time.perf_counter()
        indicators(window)
        print((time.perf_counter() - started) * 1000, flush=True)


main()
