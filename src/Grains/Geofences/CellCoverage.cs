namespace Fleet.Geofences;

/// <summary>How a fence lies over a cell.</summary>
internal enum CellCoverage
{
    /// <summary>No point of the cell is inside.</summary>
    Outside,

    /// <summary>Every point of the cell is inside.</summary>
    Inside,

    /// <summary>The border goes through, or may.</summary>
    Border,
}
