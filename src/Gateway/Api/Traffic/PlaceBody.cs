using System.ComponentModel;

namespace Fleet.Gateway.Api.Traffic;

/// <summary>WGS84, as S2 spells it.</summary>
public sealed record PlaceBody([property: Description("−90 … 90.")] double Lat, [property: Description("−180 … 180.")] double Lon);
