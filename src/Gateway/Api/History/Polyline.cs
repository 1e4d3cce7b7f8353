using System.Text;
using Fleet.Geography;

namespace Fleet.Gateway.Api.History;

/// <summary>
/// Google's encoded polyline at precision 5 (developers.google.com/maps/documentation/utilities/polylinealgorithm):
/// differences of rounded degrees, zigzag, five bits a character. Off by at most half of 0.00001°, about 0.6 m.
/// </summary>
internal static class Polyline
{
    public const int Precision = 5;

    public static string Encode(IEnumerable<GeoPoint> points)
    {
        var text = new StringBuilder();
        long latitude = 0, longitude = 0;
        foreach (var point in points)
        {
            Append(text, Rounded(point.Latitude), ref latitude);
            Append(text, Rounded(point.Longitude), ref longitude);
        }

        return text.ToString();
    }

    private static long Rounded(double degrees) => (long)Math.Round(degrees * 1e5, MidpointRounding.AwayFromZero);

    private static void Append(StringBuilder text, long value, ref long before)
    {
        var difference = value - before;
        before = value;
        var bits = (ulong)((difference << 1) ^ (difference >> 63));
        for (; bits >= 0x20; bits >>= 5)
            text.Append((char)((0x20 | (bits & 0x1f)) + 63));
        text.Append((char)(bits + 63));
    }
}
