namespace Orleans.TestingHost;

/// <summary>Which silo is configured.</summary>
public sealed class InProcessTestSiloSpecificOptions
{
    public string SiloName { get; set; } = "Primary";
}
