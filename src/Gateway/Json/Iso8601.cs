namespace Fleet.Gateway.Json;

/// <summary>
/// Reads <c>yyyy-MM-ddTHH:mm:ss[.fraction](Z|±hh:mm)</c> (RFC 3339) from UTF-8 without allocating. A time without an
/// offset is refused: whose midnight it means cannot be known. Fractions are cut to whole milliseconds.
/// </summary>
internal static class Iso8601
{
    private const int SecondsLength = 19;

    public static bool TryRead(ReadOnlySpan<byte> text, out DateTimeOffset time)
    {
        time = default;
        if (text.Length < SecondsLength + 1
            || text[4] != '-' || text[7] != '-' || (text[10] | 0x20) != 't' || text[13] != ':' || text[16] != ':'
            || !TryDigits(text[..4], out var year) || !TryDigits(text[5..7], out var month)
            || !TryDigits(text[8..10], out var day) || !TryDigits(text[11..13], out var hour)
            || !TryDigits(text[14..16], out var minute) || !TryDigits(text[17..19], out var second)
            || year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || hour > 23 || minute > 59 || second > 59)
            return false;

        var rest = text[SecondsLength..];
        if (!TryFraction(ref rest, out var milliseconds) || !TryOffset(rest, out var offsetMinutes))
            return false;

        var ticks = new DateTime(year, month, day, hour, minute, second, milliseconds, DateTimeKind.Utc).Ticks
            - (offsetMinutes * TimeSpan.TicksPerMinute);
        if (ticks < 0 || ticks > DateTime.MaxValue.Ticks)
            return false;

        time = new DateTimeOffset(ticks, TimeSpan.Zero);
        return true;
    }

    private static bool TryFraction(ref ReadOnlySpan<byte> rest, out int milliseconds)
    {
        milliseconds = 0;
        if (rest[0] != '.')
            return true;

        var digits = 1;
        for (; digits < rest.Length && char.IsAsciiDigit((char)rest[digits]); digits++)
        {
            if (digits <= 3)
                milliseconds = (milliseconds * 10) + rest[digits] - '0';
        }

        for (var padding = digits - 1; padding < 3; padding++)
            milliseconds *= 10;

        var any = digits > 1;
        rest = rest[digits..];
        return any && rest.Length > 0;
    }

    private static bool TryOffset(ReadOnlySpan<byte> rest, out int minutes)
    {
        minutes = 0;
        if (rest.Length == 1)
            return (rest[0] | 0x20) == 'z';

        if (rest.Length != 6 || rest[3] != ':' || rest[0] is not ((byte)'+' or (byte)'-')
            || !TryDigits(rest[1..3], out var hours) || !TryDigits(rest[4..6], out var rest60)
            || hours > 23 || rest60 > 59)
            return false;

        minutes = (rest[0] == '-' ? -1 : 1) * ((hours * 60) + rest60);
        return true;
    }

    private static bool TryDigits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit((char)c))
                return false;

            value = (value * 10) + c - '0';
        }

        return true;
    }
}
