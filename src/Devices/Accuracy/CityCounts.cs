namespace Fleet.Devices.Accuracy;

/// <summary>What one car's points came to.</summary>
internal sealed record CityCounts
{
    public required string Car { get; init; }

    /// <summary>Points replayed, and of them those whose location_update was seen.</summary>
    public int Points { get; set; }

    public int Seen { get; set; }

    /// <summary>Points with a posted limit that moved at 8 km/h or more, so that a heading says something.</summary>
    public int Posted { get; set; }

    /// <summary>Of those: a road was found; its limit is the posted one.</summary>
    public int Found { get; set; }

    public int Agree { get; set; }

    /// <summary>Of those posted: a line of the layer within 20 m and 30° of the heading; and one of them with the posted limit; and that was what was found.</summary>
    public int InLayer { get; set; }

    public int Possible { get; set; }

    public int Right { get; set; }

    /// <summary>Points with a neighbourhood; whose fence the vehicle was said to be in.</summary>
    public int Labelled { get; set; }

    public int Inside { get; set; }

    /// <summary>The same for points more than <see cref="FarMeters"/> from every border.</summary>
    public int LabelledFar { get; set; }

    public int InsideFar { get; set; }

    /// <summary>Of those labelled: what the index says of the point by itself.</summary>
    public int Looked { get; set; }

    /// <summary>Of those labelled: the place that location_update gives the position, by the place layer.</summary>
    public int Placed { get; set; }

    /// <summary>Beyond what a standing vehicle's fixes may drift before it crosses: three times 10 m, and some.</summary>
    public const double FarMeters = 50;
}
