namespace Orleans.Concurrency;

/// <summary>The method changes nothing, so it may run beside other read-only methods of the same activation.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReadOnlyAttribute : Attribute;
