import { beforeEach, describe, expect, test, vi } from 'vitest';
import { Pin } from './pin.ts';

describe('a reader at the end', () => {
  const onchange = vi.fn();
  let pin: Pin;

  beforeEach(() => {
    onchange.mockReset();
    pin = new Pin(true, onchange);
    pin.scrolled(1_000, 0, 0);
  });

  test('stays there while rows grow and the app scrolls', () => {
    pin.scrolled(400, 600, 10_000);
    pin.scrolled(1_600, 0, 10_016);
    expect(pin.pinned).toBe(true);
    expect(onchange).not.toHaveBeenCalled();
  });

  test('leaves with the first turn of the wheel, before anything has scrolled', () => {
    pin.wheel(-1, true, 10_000);
    expect(pin.pinned).toBe(false);
    pin.scrolled(999, 1, 10_008);
    expect(pin.pinned).toBe(false);
  });

  test('does not leave by turning the wheel where nothing can move', () => {
    pin.wheel(-100, false, 10_000);
    expect(pin.pinned).toBe(true);
  });

  test('leaves by a finger, and by the momentum after it', () => {
    pin.hold(true, 10_000);
    pin.scrolled(960, 40, 10_050);
    expect(pin.pinned).toBe(false);
    pin.hold(false, 10_060);
    pin.scrolled(500, 500, 10_200);
    pin.scrolled(200, 800, 10_400);
    expect(pin.pinned).toBe(false);
  });

  test('stays when a button beside the list is pressed and the list changes its size', () => {
    pin.hold(false, 10_000);
    pin.scrolled(960, 40, 10_010);
    expect(pin.pinned).toBe(true);
  });

  test('comes back by scrolling down to within 24 pixels', () => {
    pin.wheel(-100, true, 10_000);
    pin.scrolled(900, 100, 10_010);
    pin.wheel(100, true, 11_000);
    pin.scrolled(975, 25, 11_010);
    expect(pin.pinned).toBe(false);
    pin.scrolled(977, 23, 11_020);
    expect(pin.pinned).toBe(true);
  });

  test('comes back by resting near the end, but not while the finger is down', () => {
    pin.wheel(-3, true, 10_000);
    pin.scrolled(997, 3, 10_010);
    pin.rested(3, 10_020);
    expect(pin.pinned).toBe(false);
    pin.hold(true, 10_100);
    pin.rested(3, 20_000);
    expect(pin.pinned).toBe(false);
    pin.hold(false, 20_000);
    pin.rested(3, 20_000 + Pin.rest);
    expect(pin.pinned).toBe(true);
  });

  test('is not pushed away when rows above shrink while scrolling down', () => {
    pin.wheel(50, true, 10_000);
    pin.scrolled(950, 30, 10_010);
    expect(pin.pinned).toBe(true);
  });
});
