namespace Fleet.Geofences;

/// <summary>A rectangle of the index, degrees.</summary>
internal readonly record struct CellBounds(double West, double South, double Width, double Height)
{
    /// <summary>A tenth of a millimetre: neighbours overlap by it, so that rounding loses nothing between them.</summary>
    private const double Overlap = 1e-9;

    public static CellBounds World => new(-180, -90, 360, 180);

    public double East => West + Width;

    public double North => South + Height;

    public CellBounds Child(int column, int row, int perSide) => new(
        West + (Width / perSide * column), South + (Height / perSide * row), Width / perSide, Height / perSide);

    /// <summary>Which row a latitude is in, by this reckoning; below 0 or above the last where it is in none.</summary>
    public int RowOf(double latitude, int perSide) => (int)Math.Floor((latitude - South) / (Height / perSide));

    public bool Overlaps(double west, double south, double east, double north) =>
        west <= East + Overlap && east >= West - Overlap && south <= North + Overlap && north >= South - Overlap;

    /// <summary>Whether an edge comes into the cell; may say yes to one that only comes very near.</summary>
    public bool Touches(in Segment s)
    {
        if (!Overlaps(Math.Min(s.Ax, s.Bx), Math.Min(s.Ay, s.By), Math.Max(s.Ax, s.Bx), Math.Max(s.Ay, s.By)))
        {
            return false;
        }

        // All corners on one side of the line: apart.
        var dx = s.Bx - s.Ax;
        var dy = s.By - s.Ay;
        var center = (dx * (South + (Height / 2) - s.Ay)) - (dy * (West + (Width / 2) - s.Ax));
        var reach = (Math.Abs(dx) * ((Height / 2) + Overlap)) + (Math.Abs(dy) * ((Width / 2) + Overlap));
        return Math.Abs(center) <= reach * (1 + 1e-12);
    }
}
