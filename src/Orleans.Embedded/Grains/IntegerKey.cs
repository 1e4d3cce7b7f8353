using System.Globalization;

namespace Orleans.Runtime;

/// <summary>Integer keys are written as upper-case hexadecimal, as in the real engine.</summary>
internal static class IntegerKey
{
    public static string Format(long key) => key.ToString("X", CultureInfo.InvariantCulture);

    public static bool TryParse(string text, out long key) => long.TryParse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out key);
}
