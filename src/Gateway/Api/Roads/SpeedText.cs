using System.Globalization;

namespace Fleet.Gateway.Api.Roads;

/// <summary>
/// A limit as OpenStreetMap writes it (wiki.openstreetmap.org/wiki/Key:maxspeed): a number is km/h, or has a unit behind
/// it; "none" is no limit. Implicit values ("RO:urban", "walk", "signals") say no number and are not guessed.
/// </summary>
internal static class SpeedText
{
    public const string Rule = "must be a speed such as 50, \"50\", \"30 mph\" or \"none\"";

    private const double LeastKmh = 1;
    private const double MostKmh = 300;

    /// <param name="kmh">Null for "none".</param>
    /// <returns>False where the text is no speed within 1 … 300 km/h.</returns>
    public static bool TryRead(string text, out double? kmh)
    {
        kmh = null;
        var value = text.AsSpan().Trim();
        if (value is "none")
            return true;

        var digits = 0;
        while (digits < value.Length && (char.IsAsciiDigit(value[digits]) || value[digits] == '.'))
            digits++;

        double? factor = value[digits..].Trim() switch
        {
            "" or "km/h" or "kmh" or "kph" => 1,
            "mph" => 1.609344,
            "knots" => 1.852,
            _ => null,
        };
        return factor is { } f
            && double.TryParse(value[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var speed)
            && TryTake(speed * f, out kmh);
    }

    public static bool TryTake(double speed, out double? kmh)
    {
        var valid = speed is >= LeastKmh and <= MostKmh;
        kmh = valid ? Math.Round(speed, 3) : null;
        return valid;
    }
}
