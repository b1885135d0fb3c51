"""The week's hourly candles, in ten lines."""

from okx_sdk import Client

okx = Client()
candles = okx.get_candles("BTC-USDT", bar="1H", start="7d")
highest = max(candles, key=lambda candle: candle.high)
lowest = min(candles, key=lambda candle: candle.low)
print(f"{len(candles)} hours, last close {candles[-1].close}")
print(f"highest {highest.high} at {highest.ts:%Y-%m-%d %H:%M} UTC")
print(f"lowest {lowest.low} at {lowest.ts:%Y-%m-%d %H:%M} UTC")
