using System.Globalization;

namespace Fleet.Gateway.Api.History;

/// <summary>A length of time as S1 spells it: 15m, 1h, 7d.</summary>
internal static class RangeText
{
    private const int MaxNumber = 100_000;

    public static bool TryRead(string text, out TimeSpan length)
    {
        length = default;
        if (text.Length < 2 || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number is < 1 or > MaxNumber)
            return false;

        length = text[^1] switch
        {
            'm' => TimeSpan.FromMinutes(number),
            'h' => TimeSpan.FromHours(number),
            'd' => TimeSpan.FromDays(number),
            _ => default,
        };
        return length > TimeSpan.Zero;
    }
}
