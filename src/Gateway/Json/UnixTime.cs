using System.Text.Json;

namespace Fleet.Gateway.Json;

/// <summary>Unix milliseconds, the other spelling of a time.</summary>
internal static class UnixTime
{
    public const string Rule = "must be an ISO-8601 time with Z or an offset, or unix milliseconds as a whole number";

    private static readonly long Max = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    public static bool TryRead(JsonElement value, out DateTimeOffset time)
    {
        time = default;
        return value.TryGetInt64(out var milliseconds) && TryRead(milliseconds, out time);
    }

    public static bool TryRead(long milliseconds, out DateTimeOffset time)
    {
        var inRange = milliseconds >= 0 && milliseconds <= Max;
        time = inRange ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : default;
        return inRange;
    }
}
