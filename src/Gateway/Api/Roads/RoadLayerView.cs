using System.ComponentModel;
using Fleet.Layers;

namespace Fleet.Gateway.Api.Roads;

/// <summary>A road layer without its roads.</summary>
/// <param name="LayerId">The caller's name for it.</param>
/// <param name="Roads">How many roads it has.</param>
/// <param name="Points">Points of all their lines.</param>
/// <param name="UpdatedAt">When it was put.</param>
public sealed record RoadLayerView(
    string LayerId,
    int Roads,
    [property: Description("Points of all lines; the organization's layers together have at most Fleet:Roads:MaxPoints.")] int Points,
    DateTimeOffset UpdatedAt)
{
    internal static RoadLayerView Of(LayerInfo info) => new(info.LayerId, info.Features, info.Points, info.UpdatedAt);
}
