namespace Orleans.Concurrency;

/// <summary>All methods of the class may interleave at awaits.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ReentrantAttribute : Attribute;
