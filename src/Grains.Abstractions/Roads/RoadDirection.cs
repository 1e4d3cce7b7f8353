namespace Fleet.Roads;

/// <summary>Which way a road may be driven, seen along its line.</summary>
public enum RoadDirection
{
    Both = 0,
    Forward = 1,
    Backward = 2,
}
