/**
 * Signatures in English, written from what is publicly known about attacks on language models. A hit in what a user typed is
 * a refusal, so a phrase belongs here only if developers and their tools have no use for it: "override the existing
 * rules", "enable developer mode" and "the new system prompt" are their daily words.
 */
import type { Signature } from '../signature.js'

const FORGET = 'ignore|disregard|forget|ignoring|disregarding|forgetting'
const DROP = 'override|overrule|bypass|discard|dismiss|neglect|overlook|abandon|cancel'
const EARLIER = 'previous|previously|prior|preceding|earlier|foregoing'
const ORDERS = 'instruction|instructions|directive|directives|guideline|guidelines'
const REVEAL =
  'reveal|show|print|display|output|repeat|tell|give|disclose|share|leak|expose|dump|write|recite|reproduce|return|spell|summarize|summarise|translate|list|echo|copy|encode'
const SYSTEM_PROMPT =
  'system_prompt|system_prompts|system_message|system_instruction|system_instructions|initial_prompt|initial_instructions|original_instructions|hidden_instructions|hidden_prompt|secret_instructions|internal_instructions|confidential_instructions|developer_message|developer_instructions|original_prompt|initial_message|core_instructions|base_prompt|preprompt|pre_prompt'
const FREE =
  'jailbroken|unrestricted|unfiltered|uncensored|unshackled|unchained|liberated|evilbot|betterdan|chaosgpt|freegpt|amoral'
const LIMITS =
  'guideline|guidelines|filter|filters|restriction|restrictions|policy|policies|protocols|guardrail|guardrails|constraints|limitations|safeguards'

export const ENGLISH: readonly Signature[] = [
  {
    rule: 'override.earlier_instructions',
    category: 'override',
    phrases: [
      `${FORGET} ~16 ${EARLIER} ~12 ${ORDERS}|prompt|prompts|rules|commands|programming`,
      `${FORGET} ~16 above|original|initial|former|existing ~8 ${ORDERS}|prompt|prompts|programming`,
      `${DROP} all|any|your|every ~12 ${EARLIER}|above|original|initial ~8 ${ORDERS}|programming`,
      `${FORGET} ~4 all_instructions|all_the_instructions|your_instructions|all_your_instructions|all_of_your_instructions|every_instruction|your_programming|your_guidelines|all_your_guidelines|your_system_prompt|your_training|your_directives|your_restrictions|your_rules|all_your_rules|all_rules_and`,
      `${FORGET} ~12 instructions|directions|orders|guidelines|prompts ~8 above|so_far|you_have|you_were|youve|you_received|given_to_you|preceding`,
      `${FORGET} ~4 everything|anything|all ~12 above|you_were_told|you_have_been_told|youve_been_told|you_know|you_learned|you_have_learned|precedes|prior_to_this|before_this`,
      `${FORGET} what|whatever ~4 you_were|you_have_been|youve_been|they_told_you ~8 told|instructed|programmed`,
      'do_not|dont|never|stop|no_longer follow|obey|following|obeying ~12 previous|prior|original|initial|your ~8 instructions|guidelines|programming|directives',
      `${ORDERS} ~8 above|before|earlier|previous ~8 void|obsolete|invalid|cancelled|canceled|superseded|revoked|no_longer_valid|no_longer_apply|do_not_apply`,
      'previous|prior|earlier|above|original ~4 instructions|directives|guidelines ~8 void|obsolete|invalid|cancelled|canceled|superseded|revoked|overridden|no_longer_valid|no_longer_apply|do_not_apply',
      'these|following|new ~4 instructions|directives ~4 override|supersede|replace ~8 previous|prior|earlier|all_other|any_other|your',
      'only_obey_my|only_follow_my|obey_only_my|follow_only_my|exclusively_follow_my|solely_follow_my ~8 instructions|directives|commands|orders',
      'my_instructions|my_directives|my_commands|my_orders ~8 take_priority|take_precedence|override|supersede|have_priority',
      'forget ~4 that_you_are|youre|you_are ~4 assistant|language_model|chatbot|bound_by',
      'reset|erase|wipe ~4 your_programming|your_system_prompt|your_instructions',
    ],
  },
  {
    rule: 'override.new_instructions',
    category: 'override',
    phrases: [
      'your_new|your_only_new ~6 instructions|directive|objective|system_prompt ~8 as_follows|following|you_are|from_now',
      'from_now_on ~4 you_will|you_must|you_shall|you_are|you_should|you_have_to ~16 ignore|disregard|obey|unrestricted|unfiltered|answer_everything|answer_all',
      'admin_override|administrator_override|system_override|developer_override|override_code ~16 ignore|disregard|disable|reveal|instructions|safety|restrictions|accepted|authorized|granted',
      'end_of|end ~4 system_prompt|system_message|system_instructions ~16 ignore|new|user|now|start|begin',
      'system|assistant|admin|important ignore|disregard|forget ~12 previous|prior|above|all|user ~8 instructions|prompts|rules|messages|request',
    ],
  },
  {
    rule: 'extraction.system_prompt',
    category: 'extraction',
    phrases: [
      `${REVEAL} ~16 your|you_were_given|you_have|hidden|secret|confidential ~12 ${SYSTEM_PROMPT}`,
      `reveal|leak|disclose|divulge|recite ~24 ${SYSTEM_PROMPT}`,
      `${REVEAL} ~12 your ~12 prompt|instructions ~4 verbatim|word_for_word|exactly|in_full|in_its_entirety|word_by_word|without_omitting|in_a_code_block|in_a_codeblock`,
      `what_is|what_was|what_were|what_are|whats ~6 your ~8 ${SYSTEM_PROMPT}|first_instruction`,
      'repeat|print|output|copy|echo|recite|write|return|reproduce ~8 everything|all|words|text|content|sentences ~12 above|before_this|prior_to_this|preceding ~24 verbatim|word_for_word|exactly|starting|beginning|code_block|codeblock|you_are',
      'starting_with|beginning_with|starts_with|begins_with ~8 you_are_chatgpt|you_are_claude|you_are_a_gpt',
      'repeat|print|output|copy|echo|recite|words|text ~24 starting_with|beginning_with|starts_with|begins_with ~8 you_are',
      'what_were|what_are|what_was ~4 you|your ~12 told|instructed|instructions ~16 before|prior_to|at_the_start|at_the_beginning ~8 conversation|this_chat|this_conversation|this_session',
      'reveal|leak|disclose ~12 secret|hidden|confidential ~8 instructions|prompt|password|passphrase',
      'reveal|leak|disclose|tell_me|give_me ~4 secret_key|secret_password|secret_word|secret_passphrase|access_code|your_secret_key|your_secret_password|the_secret_key|the_secret_password|the_secret_word|the_password ~24 ignore|instructions|were_given|you_were|you_are_protecting|told_not',
    ],
  },
  {
    rule: 'persona.known',
    category: 'persona',
    phrases: [
      'do_anything_now ~40 you|chatgpt|restrictions|rules|mode|answer|can|will|jailbreak',
      `you_are|youre|act_as|pretend_to_be|become|respond_as|answer_as|roleplay_as|simulate ~12 ${FREE}|dan|evil_ai|evil_gpt|unrestricted_ai|evil_confidant|machiavelli|devmode ~40 answer|respond|rules|restrictions|never|without|limits|anything|policies|will|must`,
      'dan|jailbreak|jailbroken|unrestricted|unfiltered|uncensored|chaos|antigpt mode ~6 enabled|activated|engaged|active|unlocked|output',
      'enable|activate|enter|engage|switch_to|go_into|simulate|turn_on|unlock ~8 dan|jailbreak|unrestricted|unfiltered|uncensored mode',
      'chatgpt|gpt|claude|assistant|act_as|simulate|pretend ~8 with developer_mode|dan_mode|jailbreak_mode|devmode',
      'developer_mode|developer_mode_v2 enabled|activated ~24 respond|answer|restrictions|policy|policies|content|jailbreak|you_are|you_will',
      'stay_a_dan|stay_in_dan|as_dan_you|as_dan_i|dan_can_do|token_system ~40 dan|tokens ~24 refuse|reject|break|decline|character|die',
    ],
  },
  {
    rule: 'persona.unrestricted',
    category: 'persona',
    phrases: [
      'assistant|chatbot|character|persona|chatgpt|you_are|you_have|youre ~24 has_no|have_no|free_from|free_of|freed_from|not_bound_by|unbound_by|lacks|lacking|devoid_of|not_constrained_by|not_limited_by ~12 restrictions|limitations|guidelines|filters|constraints|boundaries|morals|ethics|censorship ~40 answer|respond|never_refuse|can_do|must|reply',
      'pretend|act|behave|imagine|roleplay ~8 as_if|as_though|like|that|you ~24 without|free_of|had_no|have_no|has_no ~8 restrictions|limitations|guidelines|censorship|moral_compass|ethical_guidelines|content_policy|safety_guidelines|ethical_constraints',
      'you_must|you_will|you_can|you_should|you_may|you never|not|cannot|must_never|must_not ~4 refuse|reject|decline ~8 any|anything|request|requests|question|questions ~40 illegal|unethical|harmful|restrictions|policy|policies|jailbreak|immoral|rules|matter',
      'freed|liberated|broken_free|broke_free|escaped|been_released ~12 typical|usual|confines|constraints|shackles|chains|openai ~12 confines|restrictions|rules|limits|openai|anthropic|programming',
    ],
  },
  {
    rule: 'bypass.safety',
    category: 'bypass',
    phrases: [
      `bypass|disable|ignore|circumvent|override|deactivate|disregard|evade|turn_off|switch_off|suspend|forget ~4 your|openai|openais|all_your|all_of_your ~12 safety|ethical|moral|content|security|ethics|censorship|moderation ~8 ${LIMITS}`,
      'your|all_your ~6 safety|ethical|content|moral ~6 filters|guidelines|restrictions|protocols|policies|constraints|guardrails ~6 disabled|deactivated|removed|suspended|lifted|turned_off|switched_off',
      `you_have_been|youve_been|consider_yourself|you_are_now|youre_now ~6 ${FREE}|unlocked|hacked|pwned`,
      'respond|answer|reply|write|output ~16 without|with_no ~8 any|moral|ethical|safety|content ~8 filter|filters|filtering|censorship|disclaimers|warnings|refusal ~24 illegal|harmful|unethical|immoral',
      'answer|respond|comply|reply|obey|fulfill|output ~40 no_matter_how|regardless_of_how|even_if ~24 illegal|unethical|immoral|harmful|offensive|inappropriate',
      'no_matter_how|regardless_of_how|even_if ~24 illegal|unethical|immoral|harmful ~40 comply|answer_any|must_answer|never_refuse|must_respond|fulfill',
    ],
  },
  {
    rule: 'exfiltration.conversation',
    category: 'exfiltration',
    phrases: [
      'send|post|upload|forward|exfiltrate|transmit|append|encode ~8 entire|full|whole|this|our|previous|the_users|complete ~8 conversation|chat_history|chat_log|message_history|conversation_history|system_prompt ~24 http|https|webhook|attacker|image_url|query_parameter|query_string',
      'exfiltrate|leak|steal ~12 api_keys|credentials|environment_variables|system_prompt|chat_history|conversation ~24 http|https|webhook|attacker|image|email',
      'render|display|include|insert|append ~12 markdown_image|image_tag|img_tag|invisible_image|tracking_pixel ~40 conversation|chat_history|prompt|secret',
    ],
  },
]
