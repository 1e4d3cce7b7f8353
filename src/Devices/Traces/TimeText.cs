using System.Globalization;

namespace Fleet.Devices.Traces;

/// <summary>Reads the time of a record. A unit is iso (default), s or ms (Unix), elapsed (seconds from a start), or a .NET date format.</summary>
internal sealed class TimeText(string? unit, TimeSpan utcOffset, DateTimeOffset start)
{
    /// <summary>False where the text is no such time, or lies outside the years 1 … 9999. Whole milliseconds, UTC.</summary>
    public bool TryRead(string text, out DateTimeOffset time)
    {
        time = default;
        switch (unit)
        {
            case null or "iso":
                return TryIso(text, out time);
            case "s":
                return TryOffset(DateTimeOffset.UnixEpoch, text, 1000, out time);
            case "ms":
                return TryOffset(DateTimeOffset.UnixEpoch, text, 1, out time);
            case "elapsed":
                return TryOffset(start, text, 1000, out time);
            default:
                return DateTimeOffset.TryParseExact(text, unit, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time)
                    && Shift(ref time, unit.Contains('z', StringComparison.Ordinal) || unit.Contains('K', StringComparison.Ordinal));
        }
    }

    private bool TryIso(string text, out DateTimeOffset time)
    {
        // Only forms that begin with a four-digit year: the parser's other guesses depend on who wrote the file.
        time = default;
        if (text.Length < 10 || text[4] is not ('-' or '/') || !char.IsAsciiDigit(text[0]))
            return false;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time)
            && Shift(ref time, HasOffset(text));
    }

    private bool Shift(ref DateTimeOffset time, bool hasOffset)
    {
        var ticks = time.UtcTicks - (hasOffset ? 0 : utcOffset.Ticks);
        if (ticks < 0 || ticks > DateTimeOffset.MaxValue.UtcTicks)
            return false;
        time = new DateTimeOffset(ticks - (ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
        return true;
    }

    private static bool HasOffset(string text) =>
        text.EndsWith('Z') || text.EndsWith('z') || text.AsSpan(10).IndexOfAny('+', '-') >= 0;

    private static bool TryOffset(DateTimeOffset from, string text, double millisecondsPerUnit, out DateTimeOffset time)
    {
        time = default;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            return false;
        var milliseconds = Math.Round(value * millisecondsPerUnit);
        if (!(Math.Abs(milliseconds) < 1e14)
            || from.ToUnixTimeMilliseconds() + milliseconds < DateTimeOffset.MinValue.ToUnixTimeMilliseconds()
            || from.ToUnixTimeMilliseconds() + milliseconds > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
            return false;
        time = DateTimeOffset.FromUnixTimeMilliseconds(from.ToUnixTimeMilliseconds() + (long)milliseconds);
        return true;
    }
}
