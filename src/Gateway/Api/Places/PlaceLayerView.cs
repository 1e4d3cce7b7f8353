using System.ComponentModel;
using Fleet.Layers;

namespace Fleet.Gateway.Api.Places;

/// <summary>A place layer without its places.</summary>
/// <param name="LayerId">The caller's name for it.</param>
/// <param name="Places">How many places it has.</param>
/// <param name="Points">Points of all their geometries.</param>
/// <param name="UpdatedAt">When it was put.</param>
public sealed record PlaceLayerView(
    string LayerId,
    int Places,
    [property: Description("Points of all geometries; the organization's layers together have at most Fleet:Places:MaxPoints.")] int Points,
    DateTimeOffset UpdatedAt)
{
    internal static PlaceLayerView Of(LayerInfo info) => new(info.LayerId, info.Features, info.Points, info.UpdatedAt);
}
