/*
 * What a compiler ahead of time makes of the full set. Reads from standard input how many candles there are, these (high
 * low close volume, a line each), and as many ticks of every STRIDE-th of them, and prints the sum of what it read of each
 * tick. Then it answers each "commit" and each "tick" with nanoseconds of one in a round of them.
 */
#include <stdio.h>
#include <time.h>
#include "full-set.h"

enum { DEFINED = 300, PASSES = 12, REPEATS = 48, STRIDE = 20, STEPS = 16, MOST = 4096 };

static Candle candles[MOST], ticks[MOST / STRIDE + 1][STEPS];
static volatile double sink;

static int readCandle(Candle *c) {
  return scanf("%lf %lf %lf %lf", &c->high, &c->low, &c->close, &c->volume) == 4;
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return 1e9 * t.tv_sec + t.tv_nsec;
}

static void commit(Set *s, int count) {
  double sum = 0;
  for (int i = 0; i < count; i++) sum += readSet(s, &candles[i], 1);
  sink = sum;
}

/* Takes all candles and, where their ticks are known, reads those before; their nanoseconds go to `spent`. */
static double tick(Set *s, int count, int repeats, double *spent) {
  double sum = 0;
  for (int i = 0; i < count; i++) {
    if (i % STRIDE == 0) {
      const double started = now();
      for (int r = 0; r < repeats; r++)
        for (int step = 0; step < STEPS; step++) sum += readSet(s, &ticks[i / STRIDE][step], 0);
      *spent += now() - started;
    }
    sink = readSet(s, &candles[i], 1);
  }
  return sum;
}

int main(void) {
  static Set set;
  int count = 0;
  double spent = 0;
  if (scanf("%d", &count) != 1 || count > MOST) return 1;
  for (int i = 0; i < count; i++)
    if (!readCandle(&candles[i])) return 1;
  for (int i = 0; i < count; i += STRIDE)
    for (int step = 0; step < STEPS; step++)
      if (!readCandle(&ticks[i / STRIDE][step])) return 1;
  start(&set);
  commit(&set, DEFINED);
  printf("%.17g\n", tick(&set, count, 1, &spent));
  fflush(stdout);
  const int read = (count + STRIDE - 1) / STRIDE * STEPS * REPEATS;
  char question[8];
  while (scanf("%7s", question) == 1) {
    const double started = now();
    spent = 0;
    if (question[0] == 'c') {
      for (int pass = 0; pass < PASSES; pass++) commit(&set, count);
      printf("%f\n", (now() - started) / (PASSES * count));
    } else {
      sink = tick(&set, count, REPEATS, &spent);
      printf("%f\n", spent / read);
    }
    fflush(stdout);
  }
  return 0;
}
