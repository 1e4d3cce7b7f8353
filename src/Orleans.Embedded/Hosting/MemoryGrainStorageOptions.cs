namespace Orleans.Configuration;

/// <summary>Accepted; one table serves all grains of a storage.</summary>
public class MemoryGrainStorageOptions
{
    public const int NumStorageGrainsDefaultValue = 10;

    public int NumStorageGrains { get; set; } = NumStorageGrainsDefaultValue;
}
