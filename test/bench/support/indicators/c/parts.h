/* What full-set.c is made of: sliding extremes, exponential averages, peaks that diverge, and the volume profile. */
#include <math.h>
#include <string.h>

typedef struct { double high, low, close, volume; } Candle;

static double larger(double a, double b) { return a > b ? a : b; }
static double smaller(double a, double b) { return a < b ? a : b; }
static double seed(int taken, int period, double settled) {
  return taken < period ? 1.0 / ((taken > 0 ? taken : 0) + 1) : settled;
}
static double trueRange(const Candle *c, double close) { return larger(c->high, close) - smaller(c->low, close); }

/* The extremes of the last values, by blocks whose ends are worked out when they are full. */
typedef struct { int length, at; double highs[240], lows[240], begunHigh, begunLow, highest, lowest; } Range;

static void startRange(Range *r, int length) {
  r->length = length;
  r->at = 0;
  for (int i = 0; i < length; i++) r->highs[i] = r->lows[i] = NAN;
  r->begunHigh = -INFINITY;
  r->begunLow = INFINITY;
  r->highest = r->lowest = NAN;
}

static void takeRange(Range *r, double high, double low) {
  r->highs[r->at] = high;
  r->lows[r->at] = low;
  if (r->at + 1 == r->length) {
    double top = -INFINITY, bottom = INFINITY;
    for (int i = r->at; i >= 0; i--) {
      r->highs[i] = top = larger(r->highs[i], top);
      r->lows[i] = bottom = smaller(r->lows[i], bottom);
    }
    r->highest = top;
    r->lowest = bottom;
    r->at = 0;
    r->begunHigh = -INFINITY;
    r->begunLow = INFINITY;
    return;
  }
  r->begunHigh = larger(high, r->begunHigh);
  r->begunLow = smaller(low, r->begunLow);
  r->at++;
  r->highest = larger(r->begunHigh, r->highs[r->at]);
  r->lowest = smaller(r->begunLow, r->lows[r->at]);
}

typedef struct { int period, taken; double weight, average; } Ema;

static double readEma(const Ema *e, double x) { return e->average + (x - e->average) * e->weight; }
static void takeEma(Ema *e, double average) {
  e->average = average;
  if (e->taken++ < e->period) e->weight = seed(e->taken, e->period, 2.0 / (e->period + 1));
}

/* Price and measure of the last peak, and whether it diverged. */
typedef struct { double price, measure; int at, diverges; } Peaks;
enum { REACH = 60, RIGHT = 5, AROUND = 10 };

static int diverges(const Peaks *p, int candle, double price, double measure) {
  return candle - p->at <= REACH && price > p->price && measure < p->measure;
}
static int stands(const Peaks *p, int candle) { return p->diverges && candle - p->at <= REACH; }
static void takePeak(Peaks *p, int candle, double price, double measure) {
  *p = (Peaks){ price, measure, candle, diverges(p, candle, price, measure) };
}

enum { PERIOD = 240, PLACES = 32, MOST_ROWS = 30 };
typedef struct { float high, low, close, volume; } Bar;
typedef struct { double volumes[PLACES], total, perPrice; int lowest, highest, largest, isLargestKnown; } Rows;
typedef struct { Range range; Bar bars[PERIOD]; int oldest; double highest, lowest; Rows rows, wider; } Profile;

static int rowOf(double price, double perPrice) { return (int)(price * perPrice); }
static double *placeOf(Rows *r, int row) { return &r->volumes[row & (PLACES - 1)]; }

static int fits(double highest, double lowest, double perPrice) {
  return highest * perPrice < 4194304 && rowOf(highest, perPrice) - rowOf(lowest, perPrice) < MOST_ROWS;
}
static double finest(double highest, double lowest, double perPrice) {
  if (isnan(perPrice)) perPrice = 1;
  while (!fits(highest, lowest, perPrice)) perPrice /= 2;
  while (fits(highest, lowest, 2 * perPrice)) perPrice *= 2;
  return perPrice;
}

static void countBars(Profile *p, double perPrice) {
  Rows *r = &p->rows;
  memset(r->volumes, 0, sizeof r->volumes);
  r->total = 0;
  for (int i = 0; i < PERIOD; i++) {
    const Bar *b = &p->bars[i];
    if (i == p->oldest) continue;
    *placeOf(r, rowOf(b->high, perPrice)) += b->volume;
    *placeOf(r, rowOf(b->low, perPrice)) += b->volume;
    *placeOf(r, rowOf(b->close, perPrice)) += 2.0 * b->volume;
    r->total += 4.0 * b->volume;
  }
  r->perPrice = perPrice;
  r->isLargestKnown = 0;
}

static void cover(Rows *r, double lowest, double highest) {
  r->lowest = rowOf(lowest, r->perPrice);
  r->highest = rowOf(highest, r->perPrice);
  if (r->isLargestKnown) return;
  r->largest = r->lowest;
  for (int row = r->lowest + 1; row <= r->highest; row++)
    if (*placeOf(r, row) > *placeOf(r, r->largest)) r->largest = row;
  r->isLargestKnown = 1;
}

static int largerRow(Rows *r, int row, int other) {
  const double volume = *placeOf(r, row), otherVolume = *placeOf(r, other);
  return volume > otherVolume || (volume == otherVolume && row < other) ? row : other;
}
static double above(Rows *r, int row, int highest) {
  return row > highest ? -1 : *placeOf(r, row) + *placeOf(r, row + 1);
}
static double below(Rows *r, int row, int lowest) {
  return row < lowest ? -1 : *placeOf(r, row) + *placeOf(r, row - 1);
}

typedef struct { double control, areaLow, areaHigh; } Levels;

static Levels readRows(Rows *r, const Candle *c, int isKept) {
  const float volume = (float)c->volume;
  const int high = rowOf((float)c->high, r->perPrice), low = rowOf((float)c->low, r->perPrice);
  const int close = rowOf((float)c->close, r->perPrice);
  const double highBefore = *placeOf(r, high);
  *placeOf(r, high) += volume;
  const double lowBefore = *placeOf(r, low);
  *placeOf(r, low) += volume;
  const double closeBefore = *placeOf(r, close);
  *placeOf(r, close) += 2.0 * volume;
  const double total = r->total + 4.0 * volume;
  const int largest = largerRow(r, high, largerRow(r, close, largerRow(r, low, r->largest)));
  const int lowest = low < r->lowest ? low : r->lowest, highest = high > r->highest ? high : r->highest;
  double inside = *placeOf(r, largest);
  int top = largest + 1, bottom = largest - 1;
  double up = above(r, top, highest), down = below(r, bottom, lowest);
  while (inside < 0.7 * total && (top <= highest || bottom >= lowest)) {
    if (up >= down) {
      inside += up;
      top += 2;
      up = above(r, top, highest);
    } else {
      inside += down;
      bottom -= 2;
      down = below(r, bottom, lowest);
    }
  }
  if (isKept) {
    r->total = total;
    r->largest = largest;
  } else {
    *placeOf(r, close) = closeBefore;
    *placeOf(r, low) = lowBefore;
    *placeOf(r, high) = highBefore;
  }
  const double width = total > 0 ? 1 / r->perPrice : NAN;
  return (Levels){ (largest + 0.5) * width, (bottom < lowest ? lowest : bottom + 1) * width,
                   (top > highest ? highest + 1 : top) * width };
}

static Rows *rowsFor(Profile *p, const Candle *c) {
  if (c->high <= p->highest && c->low >= p->lowest) return &p->rows;
  const double highest = larger((float)c->high, p->highest), lowest = smaller((float)c->low, p->lowest);
  double perPrice = p->rows.perPrice;
  while (!fits(highest, lowest, perPrice)) perPrice /= 2;
  if (perPrice == p->rows.perPrice) return &p->rows;
  Rows *w = &p->wider;
  memset(w->volumes, 0, sizeof w->volumes);
  for (int row = p->rows.lowest; row <= p->rows.highest; row++)
    *placeOf(w, (int)(row / (p->rows.perPrice / perPrice))) += *placeOf(&p->rows, row);
  w->perPrice = perPrice;
  w->total = p->rows.total;
  w->isLargestKnown = 0;
  cover(w, p->lowest, p->highest);
  return w;
}

static Levels takeProfile(Profile *p, const Candle *c) {
  Levels levels = { NAN, NAN, NAN };
  if (p->highest >= 0) {
    Rows *rows = rowsFor(p, c);
    levels = readRows(rows, c, 1);
    if (rows != &p->rows) p->rows = *rows;
  }
  Bar *bar = &p->bars[p->oldest];
  *bar = (Bar){ (float)c->high, (float)c->low, (float)c->close, (float)c->volume };
  p->oldest = p->oldest + 1 == PERIOD ? 0 : p->oldest + 1;
  takeRange(&p->range, bar->high, bar->low);
  if (!(p->range.highest >= 0)) return levels;
  const int isSame = p->range.highest == p->highest && p->range.lowest == p->lowest;
  p->highest = p->range.highest;
  p->lowest = p->range.lowest;
  const double perPrice = isSame ? p->rows.perPrice : finest(p->highest, p->lowest, p->rows.perPrice);
  if (perPrice == p->rows.perPrice) {
    const Bar *b = &p->bars[p->oldest];
    Rows *r = &p->rows;
    const int high = rowOf(b->high, perPrice), low = rowOf(b->low, perPrice), close = rowOf(b->close, perPrice);
    r->total -= 4.0 * b->volume;
    *placeOf(r, high) -= b->volume;
    *placeOf(r, low) -= b->volume;
    *placeOf(r, close) -= 2.0 * b->volume;
    if (high == r->largest || low == r->largest || close == r->largest) r->isLargestKnown = 0;
  } else countBars(p, perPrice);
  cover(&p->rows, p->lowest, p->highest);
  return levels;
}
