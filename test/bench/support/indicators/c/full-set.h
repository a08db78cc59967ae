/* The full set of full-set.ts by the same definitions, each function for a tick and, where it is kept, for a commit. */
#include "parts.h"

typedef struct { double close, gain, loss, weight, rsi; int taken; Range range; double raws[2], ks[2]; } Stochastic;
typedef struct { double ends[19], squares[19], endedFrom, begunFrom, begun, begunSquares, mean, rest; int at; } Bands;
typedef struct {
  double high, low, close, plus, minus, range, dx, adx, weight, dxWeight, plusDi, minusDi;
  int taken;
} Direction;
typedef struct { double weight, signal; int taken; Ema fast, slow; } Macd;
typedef struct { Range conversion, base, spanB; double past[26][3]; int oldest; } Cloud;
typedef struct { double close, range, weight, upper, lower; int taken, trend; } Trend;
typedef struct {
  Ema fast, slow;
  Range around;
  double past[RIGHT][2], lines[RIGHT], ripeHigh, ripeLow;
  int oldest, taken, bearishNext, bullishNext;
  Peaks tops, bottoms;
} Divergence;

typedef struct {
  Ema fast, slow;
  Stochastic stochastic;
  Bands bands;
  Direction direction;
  Macd macd;
  Cloud cloud;
  Trend trend;
  Divergence divergence;
  Profile profile;
} Set;

static double readStochastic(Stochastic *s, const Candle *c, int isKept) {
  const double change = c->close - s->close, size = fabs(change);
  const double gain = s->gain + ((size + change) / 2 - s->gain) * s->weight;
  const double loss = s->loss + ((size - change) / 2 - s->loss) * s->weight;
  double rsi = gain + loss == 0 ? 50 : 100 * gain / (gain + loss);
  if (change == 0 && s->rsi >= 0) rsi = s->rsi;
  else if (s->taken + 1 < 14) rsi = NAN;
  const double top = larger(rsi, s->range.highest), bottom = smaller(rsi, s->range.lowest);
  const double raw = top - bottom < 1e-9 ? 50 : 100 * (rsi - bottom) / (top - bottom);
  const double k = (s->raws[0] + s->raws[1] + raw) * (1.0 / 3), d = (s->ks[0] + s->ks[1] + k) * (1.0 / 3);
  if (isKept) {
    s->close = c->close;
    s->rsi = rsi;
    if (s->taken < 14) s->weight = seed(++s->taken, 14, 1.0 / 14);
    if (s->taken > 0) {
      s->gain = gain;
      s->loss = loss;
    }
    if (!isnan(rsi)) takeRange(&s->range, rsi, rsi);
    s->raws[0] = s->raws[1];
    s->raws[1] = raw;
    s->ks[0] = s->ks[1];
    s->ks[1] = k;
  }
  return k + rsi + 0 * d;
}

static double readBands(Bands *b, const Candle *c, int isKept) {
  const double apart = c->close - b->mean, step = apart * (1.0 / 20), middle = b->mean + step;
  const double reach = 2 * sqrt((b->rest + apart * (apart - step)) * (1.0 / 20));
  const double percentB = reach == 0 ? 0.5 : 0.5 + (c->close - middle) / (2 * reach);
  const double bandwidth = reach == 0 ? 0 : 2 * reach / middle;
  if (!isKept) return percentB + 0 * bandwidth;
  const int at = b->at;
  double from = b->begunFrom, sum = 0, squares = 0;
  b->ends[at] = c->close;
  if (at == 18) {
    from = c->close;
    for (int i = at; i >= 0; i--) {
      const double difference = b->ends[i] - from;
      b->ends[i] = sum += difference;
      b->squares[i] = squares += difference * difference;
    }
    b->endedFrom = from;
    b->at = 0;
    b->begun = b->begunSquares = 0;
  } else {
    if (at == 0) from = b->begunFrom = c->close;
    b->begun += c->close - from;
    b->begunSquares += (c->close - from) * (c->close - from);
    const double shift = b->endedFrom - from, shifts = (18 - at) * shift, ended = b->ends[at + 1];
    sum = b->begun + ended + shifts;
    squares = b->begunSquares + b->squares[at + 1] + shift * (2 * ended + shifts);
    b->at = at + 1;
  }
  b->mean = from + sum / 19;
  b->rest = squares - sum * (sum / 19);
  return percentB + 0 * bandwidth;
}

static double readDirection(Direction *d, const Candle *c, int isKept) {
  const double up = c->high - d->high, down = d->low - c->low;
  const double rise = larger(up, 0), fall = larger(down, 0), tr = trueRange(c, d->close);
  const double plus = d->plus + ((rise > fall ? rise : 0) - d->plus) * d->weight;
  const double minus = d->minus + ((fall > rise ? fall : 0) - d->minus) * d->weight;
  const double range = d->range + (tr - d->range) * d->weight;
  double dx = d->dx, plusDi = d->plusDi, minusDi = d->minusDi;
  if (tr != 0 || d->taken < 14) {
    const double share = range == 0 ? 0 : 100 / range;
    plusDi = plus * share;
    minusDi = minus * share;
    dx = plus + minus == 0 ? 0 : 100 * fabs(plus - minus) / (plus + minus);
  }
  const double adx = d->adx + (dx - d->adx) * d->dxWeight;
  if (isKept) {
    d->high = c->high;
    d->low = c->low;
    d->close = c->close;
    if (d->taken < 28) {
      d->taken++;
      d->weight = seed(d->taken, 14, 1.0 / 14);
      d->dxWeight = seed(d->taken - 13, 14, 1.0 / 14);
    }
    if (d->taken > 0) {
      d->plus = plus;
      d->minus = minus;
      d->range = range;
      d->dx = dx;
      d->adx = adx;
    }
    d->plusDi = plusDi;
    d->minusDi = minusDi;
  }
  return adx + range + 0 * (plusDi + minusDi);
}

static double readMacd(Macd *m, const Candle *c, int isKept) {
  const double fast = readEma(&m->fast, c->close), slow = readEma(&m->slow, c->close);
  const double signal = m->signal + (fast - slow - m->signal) * m->weight;
  if (isKept) {
    takeEma(&m->fast, fast);
    takeEma(&m->slow, slow);
    m->signal = signal;
    if (m->taken < 34) m->weight = seed(++m->taken - 25, 9, 0.2);
  }
  return fast - slow - signal;
}

static double middleOf(const Range *r, const Candle *c) {
  return (larger(c->high, r->highest) + smaller(c->low, r->lowest)) / 2;
}

static double readCloud(Cloud *i, const Candle *c, int isKept) {
  const double conversion = middleOf(&i->conversion, c), base = middleOf(&i->base, c), spanB = middleOf(&i->spanB, c);
  double *past = i->past[i->oldest];
  const double top = larger(past[0], past[1]), bottom = smaller(past[0], past[1]);
  const int trend = c->close > top && conversion > base && c->close > past[2]       ? 1
                    : c->close < bottom && conversion < base && c->close < past[2] ? -1
                                                                                   : 0;
  if (isKept) {
    takeRange(&i->conversion, c->high, c->low);
    takeRange(&i->base, c->high, c->low);
    takeRange(&i->spanB, c->high, c->low);
    past[0] = (conversion + base) / 2;
    past[1] = spanB;
    past[2] = c->close;
    i->oldest = i->oldest == 25 ? 0 : i->oldest + 1;
  }
  return base + 0 * (trend + spanB);
}

static double readTrend(Trend *t, const Candle *c, int isKept) {
  const double range = t->range + (trueRange(c, t->close) - t->range) * t->weight;
  const double middle = (c->high + c->low) / 2, reach = 3 * range;
  double upper = t->upper, lower = t->lower;
  int trend = t->trend;
  if (t->taken + 1 >= 10) {
    if (!(middle + reach >= t->upper && t->close <= t->upper)) upper = middle + reach;
    if (!(middle - reach <= t->lower && t->close >= t->lower)) lower = middle - reach;
    trend = (t->trend < 0 ? c->close > upper : c->close >= (t->trend > 0 ? lower : middle)) ? 1 : -1;
  }
  if (isKept) {
    t->close = c->close;
    if (t->taken >= 0) t->range = range;
    if (t->taken < 10) {
      t->taken++;
      t->weight = seed(t->taken, 10, 0.1);
    }
    t->upper = upper;
    t->lower = lower;
    t->trend = trend;
  }
  return trend > 0 ? lower : upper;
}

static int isNewest(const Divergence *d, int side) {
  for (int i = 0; i < RIGHT; i++)
    if (i != d->oldest && d->past[i][side] == d->past[d->oldest][side]) return 0;
  return 1;
}

static double readDivergence(Divergence *d, const Candle *c, int isKept) {
  const int candle = d->taken + 1, isTop = c->high < d->ripeHigh, isBottom = c->low > d->ripeLow;
  const double line = d->lines[d->oldest];
  const int bearish = isTop ? diverges(&d->tops, candle, d->ripeHigh, line) : d->bearishNext;
  const int bullish = isBottom ? diverges(&d->bottoms, candle, -d->ripeLow, -line) : d->bullishNext;
  if (isKept) {
    if (isTop) takePeak(&d->tops, candle, d->ripeHigh, line);
    if (isBottom) takePeak(&d->bottoms, candle, -d->ripeLow, -line);
    d->taken = candle;
    d->bearishNext = stands(&d->tops, candle + 1);
    d->bullishNext = stands(&d->bottoms, candle + 1);
    takeEma(&d->fast, readEma(&d->fast, c->close));
    takeEma(&d->slow, readEma(&d->slow, c->close));
    d->lines[d->oldest] = candle < 26 ? NAN : d->fast.average - d->slow.average;
    takeRange(&d->around, c->high, c->low);
    d->past[d->oldest][0] = c->high;
    d->past[d->oldest][1] = c->low;
    d->oldest = d->oldest + 1 == RIGHT ? 0 : d->oldest + 1;
    const double high = d->past[d->oldest][0], low = d->past[d->oldest][1];
    d->ripeHigh = high == d->around.highest && isNewest(d, 0) ? high : NAN;
    d->ripeLow = low == d->around.lowest && isNewest(d, 1) ? low : NAN;
  }
  return bearish + 0.0 * bullish;
}

static void start(Set *s) {
  memset(s, 0, sizeof *s);
  s->fast = (Ema){ 9, 0, 1, 0 };
  s->slow = (Ema){ 21, 0, 1, 0 };
  s->stochastic.close = s->stochastic.rsi = NAN;
  s->stochastic.weight = 1;
  s->stochastic.taken = s->direction.taken = s->trend.taken = -1;
  for (int i = 0; i < 2; i++) s->stochastic.raws[i] = s->stochastic.ks[i] = NAN;
  startRange(&s->stochastic.range, 13);
  s->bands.mean = s->bands.rest = NAN;
  for (int i = 0; i < 19; i++) s->bands.ends[i] = s->bands.squares[i] = NAN;
  s->direction.high = s->direction.low = s->direction.close = NAN;
  s->direction.weight = s->direction.dxWeight = s->trend.weight = s->macd.weight = 1;
  s->macd.fast = s->divergence.fast = (Ema){ 12, 0, 1, 0 };
  s->macd.slow = s->divergence.slow = (Ema){ 26, 0, 1, 0 };
  startRange(&s->cloud.conversion, 8);
  startRange(&s->cloud.base, 25);
  startRange(&s->cloud.spanB, 51);
  s->trend.close = s->trend.upper = s->trend.lower = NAN;
  s->divergence.tops.price = s->divergence.bottoms.price = NAN;
  s->divergence.ripeHigh = s->divergence.ripeLow = NAN;
  startRange(&s->divergence.around, AROUND);
  startRange(&s->profile.range, PERIOD - 1);
  s->profile.highest = s->profile.lowest = s->profile.rows.perPrice = NAN;
}

/* As FullSet.peek of full-set.ts; what that leaves out is counted without weight, so that it is worked out. */
static double readSet(Set *s, const Candle *c, int isKept) {
  const double fast = readEma(&s->fast, c->close), slow = readEma(&s->slow, c->close);
  if (isKept) {
    takeEma(&s->fast, fast);
    takeEma(&s->slow, slow);
  }
  double sum = readStochastic(&s->stochastic, c, isKept) + readDirection(&s->direction, c, isKept) + fast + slow;
  sum += readBands(&s->bands, c, isKept) + readMacd(&s->macd, c, isKept);
  sum += readCloud(&s->cloud, c, isKept) + readTrend(&s->trend, c, isKept);
  sum += readDivergence(&s->divergence, c, isKept);
  const Levels levels = isKept ? takeProfile(&s->profile, c) : readRows(rowsFor(&s->profile, c), c, 0);
  return sum + levels.control + 0 * (levels.areaLow + levels.areaHigh);
}
