using System.Globalization;
using Fleet.Events;

namespace Fleet.Gateway.Protocols.SpatialFlow;

/// <summary>
/// <c>?resume=</c>: the last offset seen of each shard, <c>shard:epoch:n</c> with commas between. Empty asks for the offsets
/// to begin from. S3 knows nothing of this; who does not ask gets S3's messages only.
/// </summary>
internal static class SpatialFlowResume
{
    public const string Rule = "must be shard:epoch:n, with commas between";

    private const int MaxShards = 256;
    private const int MaxEpoch = 64;

    /// <param name="places">Null where there is nothing to resume; empty, which resumes nothing, where it cannot be read.</param>
    /// <returns>False where it cannot be read.</returns>
    public static bool TryRead(string text, out Dictionary<int, ShardPosition>? places)
    {
        places = null;
        if (text.Length == 0)
        {
            return true;
        }

        var parts = text.Split(',');
        places = [];
        if (parts.Length > MaxShards)
        {
            return false;
        }

        var read = new Dictionary<int, ShardPosition>();
        foreach (var part in parts)
        {
            if (part.Split(':') is not [var shard, { Length: > 0 and <= MaxEpoch } epoch, var n]
                || !int.TryParse(shard, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                || !long.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out var last)
                || !read.TryAdd(number, new ShardPosition(number, epoch, last)))
            {
                return false;
            }
        }

        places = read;
        return true;
    }
}
