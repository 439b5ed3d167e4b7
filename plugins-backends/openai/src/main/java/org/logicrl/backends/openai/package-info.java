/**
 * The OpenAI backend: generates on a server that speaks the completions protocol of OpenAI, such as
 * vLLM, SGLang or llama.cpp.
 *
 * <p>Prompts go out as token ids and responses come back as such wherever the server can do so: a
 * text that is tokenised twice need not give the same tokens. The tokenizer is that of a local
 * model folder.
 */
@NullMarked
package org.logicrl.backends.openai;

import org.jspecify.annotations.NullMarked;
