namespace Fleet.Geofences;

/// <summary>Walks the fences that hold a point, without allocating: <c>foreach (var fence in index.At(latitude, longitude))</c>.</summary>
public struct FenceHits
{
    private readonly double _longitude;
    private readonly double _latitude;
    private readonly int _column;
    private readonly int _row;
    private FenceCell? _cell;
    private int _shift;
    private int _inside;
    private int _border;

    internal FenceHits(FenceCell? root, double latitude, double longitude)
    {
        _cell = root;
        _longitude = Plane.Normalize(longitude);
        _latitude = latitude;
        const int Bits = FenceCell.LevelBits * FenceCell.Levels;
        _column = Math.Clamp((int)((_longitude + 180) * ((1 << Bits) / 360.0)), 0, (1 << Bits) - 1);
        _row = Math.Clamp((int)((_latitude + 90) * ((1 << Bits) / 180.0)), 0, (1 << Bits) - 1);
        _shift = Bits;
    }

    public IndexedFence Current { get; private set; } = null!;

    public readonly FenceHits GetEnumerator() => this;

    public bool MoveNext()
    {
        while (_cell is { } cell)
        {
            if (_inside < cell.Inside.Length)
            {
                Current = cell.Inside[_inside++];
                return true;
            }

            while (_border < cell.Border.Length)
            {
                var part = cell.Border[_border++];
                if (part.Contains(_longitude, _latitude))
                {
                    Current = part.Fence;
                    return true;
                }
            }

            _shift -= FenceCell.LevelBits;
            _inside = 0;
            _border = 0;
            const int Mask = FenceCell.PerSide - 1;
            _cell = cell.Children?[(((_row >> _shift) & Mask) * FenceCell.PerSide) + ((_column >> _shift) & Mask)];
        }

        return false;
    }
}
