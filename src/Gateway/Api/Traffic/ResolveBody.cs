using System.ComponentModel;
using Fleet.Traffic;

namespace Fleet.Gateway.Api.Traffic;

/// <summary>How an accident ended.</summary>
public sealed record ResolveBody
{
    [Description("cleared where absent.")]
    public AccidentResolution? Resolution { get; init; }

    [Description("Now where absent.")]
    public DateTimeOffset? Timestamp { get; init; }
}
