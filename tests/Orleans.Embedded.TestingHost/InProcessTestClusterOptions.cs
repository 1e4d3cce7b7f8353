namespace Orleans.TestingHost;

/// <summary>Options of a test cluster.</summary>
public sealed class InProcessTestClusterOptions
{
    /// <summary>The embedded engine always has one.</summary>
    public short InitialSilosCount { get; set; }

    /// <summary>The embedded engine writes no log files.</summary>
    public bool ConfigureFileLogging { get; set; }
}
