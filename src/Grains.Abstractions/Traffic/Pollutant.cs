namespace Fleet.Traffic;

/// <summary>What the index is made of, with the averaging time it is defined for.</summary>
public enum Pollutant
{
    /// <summary>24 h, µg/m³.</summary>
    Pm25,

    /// <summary>24 h, µg/m³.</summary>
    Pm10,

    /// <summary>8 h, ppb.</summary>
    O3,

    /// <summary>1 h, ppb.</summary>
    No2,

    /// <summary>1 h, ppb.</summary>
    So2,

    /// <summary>8 h, ppm.</summary>
    Co,
}
